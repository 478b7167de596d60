import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { exportBatches } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { stateLabel } from '@/lib/labels';
import { batchesOptions } from './api';
import { BATCH_STATES, type BatchFilter } from './filter';

export function BatchesPage({ filter }: { filter: BatchFilter }) {
  const { t } = useTranslation('payments');
  const query = useInfiniteQuery(batchesOptions(filter));
  return (
    <>
      <PageHeader
        title={t('batches.title')}
        extra={
          <>
            <ExportButton run={exportBatches} filter={filter} />
            <Link to="/app/finance/payments" search={{ state: 'approved' }} className="yc-btn">
              {t('batches.pick')}
            </Link>
          </>
        }
      />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...BATCH_STATES.map((state) => ({ value: state, label: stateLabel('batch', state) })),
          ]}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('batches.title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          empty={{ title: t('batches.none'), text: t('batches.noneText') }}
          columns={[
            {
              key: 'number',
              title: t('batches.number'),
              primary: true,
              nowrap: true,
              render: (row) => (
                <Link to="/app/finance/batches/$id" params={{ id: row.id }} className="yc-link">
                  {row.number}
                </Link>
              ),
            },
            {
              key: 'lines',
              title: t('batches.lines'),
              align: 'right',
              render: (row) => t('count', { count: row.line_count }),
            },
            { key: 'total', title: t('amount'), align: 'right', render: (row) => <Money value={row.total} /> },
            { key: 'by', title: t('batches.createdBy'), render: (row) => row.created_by.name },
            { key: 'approved', title: t('batches.approvedBy'), render: (row) => row.approved_by?.name ?? '—' },
            {
              key: 'created',
              title: t('payments.createdAt'),
              nowrap: true,
              render: (row) => <DateTime value={row.created_at} />,
            },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="batch" state={row.state} /> },
          ]}
        />
      </Card>
    </>
  );
}
