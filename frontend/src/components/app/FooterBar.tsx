import type { ReactNode } from 'react';
import { useTranslation } from '@/lib/i18n';

/** The bar at the bottom of a form or a list with a selection: status left, buttons right. Never covers the focus. */
export function FooterBar({ status, children }: { status?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div role="group" className="app-footerbar yc-no-print" aria-label={t('action.title')}>
      <div className="app-footerbar__status">{status}</div>
      <div className="app-footerbar__actions">{children}</div>
    </div>
  );
}
