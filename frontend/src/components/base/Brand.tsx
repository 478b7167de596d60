import { Link } from '@tanstack/react-router';
import { useTranslation } from '@/lib/i18n';

/** The mark and the name, linking home. */
export function Brand({ to }: { to: '/' | '/app' }) {
  const { t } = useTranslation();
  return (
    <Link to={to} className="yc-brand" activeOptions={{ exact: true }}>
      <svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" fill="var(--primary)" />
        <path
          d="M7 23.5h18M10.5 19.5v-5.5a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v5.5M11 6.5l2 3M21 6.5l-2 3M16 12v7.5"
          fill="none"
          stroke="#fff"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="yc-brand__name">{t('brand.name')}</span>
      <span className="yc-brand__tagline">{t('brand.tagline')}</span>
    </Link>
  );
}
