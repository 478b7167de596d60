import { useTranslation } from '@/lib/i18n';

/** The outline of a list while it is read: as high as what comes, so that nothing moves. */
export function Skeleton({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <div className="pub-skeleton" role="status">
      <span className="yc-visually-hidden">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without a name
        <div key={row} className="pub-skeleton__row" aria-hidden="true" />
      ))}
    </div>
  );
}
