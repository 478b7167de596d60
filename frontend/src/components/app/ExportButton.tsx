import { useState } from 'react';
import { Icon } from '@/components/base/Icon';
import { saveBlob } from '@/lib/download';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';

interface Options<Q> {
  query: Q;
  headers: Record<string, string>;
  parseAs: 'blob';
}

/** The list as a workbook, with the filters that the page has now: `<ExportButton run={exportCalls} filter={filter} />`. */
export function ExportButton<Q extends object>({
  run,
  filter,
  label,
}: {
  run: (options: Options<Q>) => Promise<{ data: unknown; response: Response }>;
  filter: Q;
  /** Which list, where a page has more than one. */
  label?: string;
}) {
  const { t, language } = useTranslation('files');
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setRunning(true);
    setError(null);
    try {
      const { data, response } = await run({
        query: filter,
        headers: { 'Accept-Language': language },
        parseAs: 'blob',
      });
      saveBlob(data as Blob, nameOf(response));
    } catch (cause) {
      setError(cause);
    } finally {
      setRunning(false);
    }
  };
  return (
    <div className="app-export">
      <button type="button" className="yc-btn" disabled={running} onClick={() => void save()}>
        <Icon name="download" /> {running ? t('export.running') : (label ?? t('export.button'))}
      </button>
      {error ? (
        <p role="alert" className="app-export__error">
          {problemText(error)}
        </p>
      ) : null}
    </div>
  );
}

function nameOf(response: Response): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : 'export.xlsx';
}
