import { useTranslation } from '@/lib/i18n';
import { DownloadButton, type DownloadOptions } from './DownloadButton';

/** The list as a workbook, with the filters that the page has now: `<ExportButton run={exportCalls} filter={filter} />`. */
export function ExportButton<Q extends object>({
  run,
  filter,
  label,
}: {
  run: (options: DownloadOptions & { query: Q }) => Promise<{ data: unknown; response: Response }>;
  filter: Q;
  /** Which list, where a page has more than one. */
  label?: string;
}) {
  const { t } = useTranslation('files');
  return (
    <DownloadButton
      label={label ?? t('export.button')}
      running={t('export.running')}
      run={(options) => run({ ...options, query: filter })}
    />
  );
}
