import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { blockerLabel, enumLabel, stateLabel } from '@/lib/labels';
import { sumMoney } from '@/lib/money';
import { useOwnOrganisations } from '@/lib/own';
import { exportPayments, exportTranches, type TrancheFilter, tranchesOptions } from './api';
import { TRANCHE_STATES } from './filter';

/** Every instalment of one's own projects, with its state and what it waits for. */
export function TranchesPage({ filter }: { filter: TrancheFilter }) {
  const { t } = useTranslation('projects');
  const own = useOwnOrganisations();
  const query = useInfiniteQuery(tranchesOptions(filter));
  const rows = allItems(query.data).filter((row) => own.includes(row.organisation.id));
  return (
    <>
      <PageHeader
        title={t('own.tranchesTitle')}
        extra={
          <>
            <ExportButton run={exportTranches} filter={filter} />
            <ExportButton run={exportPayments} filter={{}} label={t('own.exportPayments')} />
          </>
        }
      />
      <Card flush>
        <div className="app-card__inset">
          <FilterBar>
            <FilterChips
              name="state"
              label={t('own.state')}
              value={filter.state}
              options={[
                { value: undefined, label: t('common:all') },
                ...TRANCHE_STATES.map((state) => ({ value: state, label: stateLabel('tranche', state) })),
              ]}
            />
          </FilterBar>
        </div>
        <DataTable
          caption={t('own.tranchesTitle')}
          rows={rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.number}
          query={query}
          empty={
            filter.state
              ? { title: t('own.noTrancheMatch') }
              : { title: t('own.noTranches'), text: t('own.noTranchesHint') }
          }
          more={{
            hasMore: query.hasNextPage,
            loading: query.isFetchingNextPage,
            onMore: () => void query.fetchNextPage(),
          }}
          rowTone={(row) => (row.overdue ? 'warning' : undefined)}
          columns={[
            {
              key: 'project',
              title: t('own.project'),
              primary: true,
              render: (row) => (
                <Link to="/app/org/projects/$id" params={{ id: row.project.id }} hash="tranches" className="yc-link">
                  {row.project.title} · {t('own.nth', { seq: row.seq })}
                </Link>
              ),
            },
            { key: 'gate', title: t('own.gate'), render: (row) => enumLabel('gate', row.gate) },
            {
              key: 'state',
              title: t('own.state'),
              render: (row) => (
                <>
                  <StatusTag machine="tranche" state={row.state} />
                  {row.readiness.length > 0 ? (
                    <span className="app-table__reason">{row.readiness.map(blockerLabel).join(t('common:comma'))}</span>
                  ) : null}
                </>
              ),
            },
            {
              key: 'due',
              title: t('own.dueOn'),
              nowrap: true,
              render: (row) => <DateTime value={row.due_on} format="date" />,
            },
            {
              key: 'amount',
              title: t('own.trancheAmount'),
              align: 'right',
              render: (row) => <Money value={row.amount} />,
              ...(query.hasNextPage ? {} : { total: <Money value={sumMoney(rows.map((row) => row.amount))} strong /> }),
            },
          ]}
        />
      </Card>
    </>
  );
}
