import { useInfiniteQuery } from '@tanstack/react-query';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { LoadMore, PublicPage, SubscribeLink } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { type PublicCallFilter, publicCallsOptions } from './api';
import { CallCard } from './CallCard';

export function CallsPage({ filter }: { filter: PublicCallFilter }) {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery(publicCallsOptions(filter));
  const calls = allItems(query.data);
  return (
    <PublicPage title={t('calls.title')} lead={t('calls.lead')} tools={<SubscribeLink topic="calls" />}>
      <FilterBar>
        <FilterChips
          name="status"
          label={t('common:list.filters')}
          value={filter.status}
          options={[
            { value: undefined, label: t('calls.filterAll') },
            { value: 'open', label: t('calls.filterOpen') },
            { value: 'upcoming', label: t('calls.filterUpcoming') },
            { value: 'closed', label: t('calls.filterClosed') },
          ]}
        />
        <SearchBox label={t('calls.search')} placeholder={t('home.searchPlaceholder')} value={filter.q} />
      </FilterBar>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : calls.length === 0 ? (
        <EmptyState title={t('calls.empty')} text={t('common:list.emptyHint')} />
      ) : (
        <>
          <ul className="pub-cards">
            {calls.map((call) => (
              <li key={call.id}>
                <CallCard call={call} />
              </li>
            ))}
          </ul>
          <LoadMore
            count={calls.length}
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </PublicPage>
  );
}
