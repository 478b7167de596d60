import { useTranslation } from '@/lib/i18n';
import { DownloadButton, type DownloadOptions } from './DownloadButton';

/** The list as a workbook, with the filters that the page has now: `<ExportButton run={exportCalls} filter={filter} />`. */
export function ExportButton({
  run,
  filter,
  label,
}: {
  /** The operation; each has a query type of its own, and some have none. */
  run: (options: DownloadOptions & { query: never }) => Promise<{ data: unknown; response: Response }>;
  filter: object;
  /** Which list, where a page has more than one. */
  label?: string;
}) {
  const { t } = useTranslation('files');
  return (
    <DownloadButton
      label={label ?? t('export.button')}
      running={t('export.running')}
      run={(options) => run({ ...options, query: filter as never })}
    />
  );
}
