import { useEffect } from 'react';
import { useTranslation } from '@/lib/i18n';

/** Names the page in the browser's tab. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTranslation('public');
  const suffix = t('meta.titleSuffix');
  useEffect(() => {
    document.title = title ? `${title} · ${suffix}` : suffix;
  }, [title, suffix]);
}
