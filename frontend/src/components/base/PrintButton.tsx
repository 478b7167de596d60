import { useServerNow } from '@/lib/clock';
import { formatDateTime } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { Icon } from './Icon';

export function PrintButton({ label }: { label?: string }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="yc-btn yc-btn--quiet yc-no-print" onClick={() => window.print()}>
      <Icon name="printer" /> {label ?? t('print')}
    </button>
  );
}

/** Reference and time of printing; only on paper. Page numbers come from `print.css`. */
export function PrintFooter({ reference }: { reference?: string | null | undefined }) {
  const { t } = useTranslation();
  const now = useServerNow(60_000);
  return (
    <p className="yc-print-only yc-print-footer">
      {t('brand.name')} {t('brand.tagline')}
      {reference ? ` · ${t('print_meta.reference')} ${reference}` : ''} · {t('print_meta.printedAt')}{' '}
      {formatDateTime(new Date(now).toISOString())}
    </p>
  );
}
