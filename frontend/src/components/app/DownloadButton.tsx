import { useState } from 'react';
import { Icon } from '@/components/base/Icon';
import { saveBlob } from '@/lib/download';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';

/** How a file is asked for: in the language of the page, and not as JSON. */
export interface DownloadOptions {
  headers: Record<string, string>;
  parseAs: 'blob';
}

/** Makes a file on the server and saves it under the name that the server gives; says why when there is none. */
export function DownloadButton({
  label,
  running,
  run,
}: {
  label: string;
  /** What it says while the server is at work. */
  running: string;
  run: (options: DownloadOptions) => Promise<{ data: unknown; response: Response }>;
}) {
  const { language } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data, response } = await run({ headers: { 'Accept-Language': language }, parseAs: 'blob' });
      saveBlob(data as Blob, nameOf(response));
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="app-export yc-no-print">
      <button type="button" className="yc-btn" disabled={busy} onClick={() => void save()}>
        <Icon name="download" /> {busy ? running : label}
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
  return encoded ? decodeURIComponent(encoded) : 'download';
}
