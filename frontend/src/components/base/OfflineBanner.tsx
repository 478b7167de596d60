import { useSyncExternalStore } from 'react';
import { useTranslation } from '@/lib/i18n';
import { Icon } from './Icon';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that the network is gone, and what becomes of unsaved work. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="yc-no-print">
      {online ? null : (
        <p className="yc-offline">
          <Icon name="offline" /> {t('offline')}
        </p>
      )}
    </div>
  );
}
