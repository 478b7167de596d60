import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ErrorState, LoadingState } from '@/components/base/States';
import { HomeSection } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { publicNoticesOptions } from './api';
import { NoticeCard } from './NoticeCard';

const SHOWN = 4;

/** The home page's second part: award lists anyone may object to now. */
export function NoticesInForce() {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery(publicNoticesOptions({ state: 'running' }));
  const notices = allItems(query.data).slice(0, SHOWN);
  return (
    <HomeSection
      title={t('home.notices')}
      more={
        <Link to="/notices" className="yc-link">
          {t('home.allNotices')}
        </Link>
      }
    >
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : notices.length === 0 ? (
        <p className="pub-none">{t('home.noNotices')}</p>
      ) : (
        <ul className={notices.length === 1 ? 'pub-cards pub-cards--1' : 'pub-cards'}>
          {notices.map((notice) => (
            <li key={notice.id}>
              <NoticeCard notice={notice} level="h3" />
            </li>
          ))}
        </ul>
      )}
    </HomeSection>
  );
}
