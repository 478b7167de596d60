import { useInfiniteQuery } from '@tanstack/react-query';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { LoadMore, PublicPage, SubscribeLink } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { type PublicNoticeFilter, publicNoticesOptions } from './api';
import { NoticeCard } from './NoticeCard';

export function NoticesPage({ filter }: { filter: PublicNoticeFilter }) {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery(publicNoticesOptions(filter));
  const notices = allItems(query.data);
  return (
    <PublicPage title={t('notices.title')} lead={t('notices.lead')} tools={<SubscribeLink topic="notices" />}>
      <FilterBar>
        <FilterChips
          name="state"
          label={t('common:list.filters')}
          value={filter.state}
          options={[
            { value: undefined, label: t('notices.filterAll') },
            { value: 'running', label: t('notices.filterCurrent') },
            { value: 'over', label: t('notices.filterPast') },
          ]}
        />
        <SearchBox label={t('notices.search')} placeholder={t('notices.search')} value={filter.q} />
      </FilterBar>
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
