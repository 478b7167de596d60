import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
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
import { enumLabel, stateLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { exportFundOrders, type FundOrderSummary, fundOrdersOptions } from './api';
import { FundOrderForm } from './FundOrderForm';
import { FUND_ORDER_KINDS, FUND_ORDER_STATES, type FundOrderFilter } from './filter';

/** Adjustments, recoveries and write-offs of one's area. */
export function FundOrdersPage({ filter }: { filter: FundOrderFilter }) {
  const { t } = useTranslation('orders');
  const maker = hasRole(useSession().user.grants, 'finance_maker');
  const [making, setMaking] = useState(false);
  const query = useInfiniteQuery(fundOrdersOptions(filter));
  return (
    <>
      <PageHeader
        title={t('title')}
        extra={
          <>
            {maker ? (
              <Button type="primary" onClick={() => setMaking(true)}>
                {t('new')}
              </Button>
            ) : null}
            <ExportButton run={exportFundOrders} filter={filter} />
          </>
        }
      />
      <p className="yc-muted">{t('intro')}</p>
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...FUND_ORDER_STATES.map((one) => ({ value: one, label: stateLabel('fund_order', one) })),
          ]}
        />
        <FilterChips
          name="kind"
          label={t('kind')}
          value={filter.kind}
          options={[
            { value: undefined, label: t('common:all') },
            ...FUND_ORDER_KINDS.map((one) => ({ value: one, label: enumLabel('fund_order_kind', one) })),
          ]}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          rowName={(row) => row.number}
          empty={{ title: t('none'), text: t('noneHint') }}
          columns={[
            {
              key: 'number',
              title: t('number'),
              primary: true,
              nowrap: true,
              render: (row) => (
                <Link to="/app/finance/orders/$id" params={{ id: row.id }} className="yc-link">
                  {row.number}
                </Link>
              ),
            },
            { key: 'kind', title: t('kind'), render: (row) => enumLabel('fund_order_kind', row.kind) },
            { key: 'about', title: t('about'), render: (row) => <About order={row} /> },
            { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money value={row.amount} /> },
            {
              key: 'receivable',
              title: t('receivable'),
              align: 'right',
              render: (row) => (row.receivable ? <Money value={row.receivable} /> : '—'),
            },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="fund_order" state={row.state} /> },
            { key: 'made', title: t('made'), nowrap: true, render: (row) => <DateTime value={row.created_at} /> },
          ]}
        />
      </Card>
      {making ? <FundOrderForm onClose={() => setMaking(false)} /> : null}
    </>
  );
}

/** What an order is about, in one line. */
function About({ order }: { order: FundOrderSummary }) {
  const { t } = useTranslation('orders');
  if (order.to_allotment) {
    return <>{t('fromTo', { from: order.allotment.budget_line, to: order.to_allotment.budget_line })}</>;
  }
  return (
    <>
      {order.project ? `${order.project.number} ${order.project.title}` : order.allotment.budget_line}
      {order.clawback ? <span className="yc-muted"> ({order.clawback.number})</span> : null}
    </>
  );
}
