import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { LoadMore, PublicPage } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { type CommunityFundView, communityFundsOptions } from './api';

/** The community funds, each with what came in and what became of it. */
export function CommunityFundsPage() {
  const { t } = useTranslation('portal');
  const query = useInfiniteQuery(communityFundsOptions());
  const funds = allItems(query.data);
  const sum = (key: 'donated' | 'donated_goods' | 'paid' | 'available') => ({
    key,
    title: t(`community.${key}`),
    align: 'right' as const,
    render: (row: CommunityFundView) => <Money value={row[key]} />,
  });
  return (
    <PublicPage title={t('community.title')} lead={t('community.lead')}>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : funds.length === 0 ? (
        <EmptyState title={t('community.empty')} text={t('community.emptyHint')} />
      ) : (
        <>
          <PlainTable
            caption={t('community.title')}
            rows={funds}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                title: t('community.fund'),
                primary: true,
                render: (row) => (
                  <>
                    <Link to="/community-funds/$id" params={{ id: row.id }} className="yc-link">
                      {row.name}
                    </Link>
                    {row.demonstration ? <span className="yc-muted"> {t('lottery.demonstration')}</span> : null}
                  </>
                ),
              },
              sum('donated'),
              sum('donated_goods'),
              sum('paid'),
              sum('available'),
            ]}
          />
          <LoadMore
            count={funds.length}
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </PublicPage>
  );
}
