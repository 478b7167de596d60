import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { stateLabel } from '@/lib/labels';
import { useOwnOrganisations } from '@/lib/own';
import { exportProposals, type ProposalFilter, proposalsOptions } from './api';
import { FILTER_STATES } from './filter';

/** The proposals of one's own organisations. */
export function ProposalsPage({ filter }: { filter: ProposalFilter }) {
  const { t } = useTranslation('proposals');
  const own = useOwnOrganisations();
  const query = useInfiniteQuery(proposalsOptions(filter));
  const rows = allItems(query.data).filter((row) => own.includes(row.organisation.id));
  const start = (
    <Link to="/app/org/proposals/new" className="yc-btn yc-btn--primary">
      <Icon name="plus" /> {t('list.new')}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={t('list.title')}
        extra={
          <>
            <ExportButton run={exportProposals} filter={filter} />
            {start}
          </>
        }
      />
      <Card flush>
        <div className="app-card__inset">
          <FilterBar>
            <FilterChips
              name="state"
              label={t('list.state')}
              value={filter.state}
              options={[
                { value: undefined, label: t('common:all') },
                ...FILTER_STATES.map((state) => ({ value: state, label: stateLabel('proposal', state) })),
              ]}
            />
            <SearchBox label={t('list.search')} placeholder={t('list.searchHint')} value={filter.q} />
          </FilterBar>
        </div>
        <DataTable
          caption={t('list.title')}
          rows={rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.number}
          query={query}
          empty={
            filter.state || filter.q
              ? { title: t('list.none'), text: t('common:list.emptyHint') }
              : { title: t('list.empty'), text: t('list.emptyHint'), action: start }
          }
          more={{
            hasMore: query.hasNextPage,
            loading: query.isFetchingNextPage,
            onMore: () => void query.fetchNextPage(),
          }}
          columns={[
            {
              key: 'title',
              title: t('field.title'),
              primary: true,
              render: (row) => (
                <Link to="/app/org/proposals/$id" params={{ id: row.id }} search={{}} className="yc-link">
                  {row.title || t('document.untitled')}
                </Link>
              ),
            },
            { key: 'number', title: t('document.number'), nowrap: true, render: (row) => row.number },
            { key: 'call', title: t('document.call'), render: (row) => row.call.title },
            {
              key: 'state',
              title: t('list.state'),
              nowrap: true,
              render: (row) => <StatusTag machine="proposal" state={row.state} />,
            },
            {
              key: 'when',
              title: t('list.when'),
              render: (row) =>
                row.submitted_at ? (
                  <DateTime value={row.submitted_at} />
                ) : (
                  <>
                    {t('list.before')} <DateTime value={row.call.closes_at} format="due" />
                  </>
                ),
            },
            {
              key: 'requested',
              title: t('document.requested'),
              align: 'right',
              render: (row) => <Money value={row.requested} />,
            },
          ]}
        />
      </Card>
    </>
  );
}
