import { useTranslation } from '@/lib/i18n';
import { DownloadButton, type DownloadOptions } from './DownloadButton';

/** A thing as PDF: `<PdfButton run={(options) => getProposalPdf({ path: { id }, ...options })} />`. */
export function PdfButton({
  label,
  run,
}: {
  label?: string;
  run: (options: DownloadOptions) => Promise<{ data: unknown; response: Response }>;
}) {
  const { t } = useTranslation('files');
  return <DownloadButton label={label ?? t('pdf.button')} running={t('pdf.running')} run={run} />;
}
