import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { LoadMore, PublicPage } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { publicNoticesOptions } from '../api';
import { NoticeCard } from './NoticeCard';

export function NoticesPage() {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery(publicNoticesOptions());
  const notices = allItems(query.data);
  return (
    <PublicPage title={t('notices.title')} lead={t('notices.lead')}>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : notices.length === 0 ? (
        <EmptyState title={t('notices.empty')} />
      ) : (
        <>
          <ul className="pub-cards">
            {notices.map((notice) => (
              <li key={notice.id}>
                <NoticeCard notice={notice} />
              </li>
            ))}
          </ul>
          <LoadMore
            count={notices.length}
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </PublicPage>
  );
}
