import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { newIdempotencyKey } from '@/api/client';
import { exportTranches } from '@/api/gen/sdk.gen';
import { BulkDialog } from '@/components/app/BulkDialog';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { Figures } from '@/components/app/Figures';
import { FooterBar } from '@/components/app/FooterBar';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { blockerLabel, enumLabel, eventLabel, stateLabel } from '@/lib/labels';
import { sumMoney } from '@/lib/money';
import { payingCallsOptions, preparePayment, type TrancheView, trancheSummaryOptions, tranchesOptions } from './api';
import { BulkSum } from './BulkSum';
import { TRANCHE_STATES, type TrancheFilter } from './filter';

/** The queue of instalments: what waits for whom, how much it is, and payments made out for many at once. */
export function TranchesPage({ filter }: { filter: TrancheFilter }) {
  const { t } = useTranslation('payments');
  const query = useInfiniteQuery(tranchesOptions(filter));
  const { data: summary } = useQuery(trancheSummaryOptions(filter));
  const table = tableOf(query);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [preparing, setPreparing] = useState(false);
  const chosen = table.rows.filter((row) => selected.has(row.id));
  const preparable = table.rows.some((row) => row.available_actions.some((action) => action.event === 'prepare'));
  const close = () => {
    setPreparing(false);
    setSelected(new Set());
  };
  return (
    <>
      <PageHeader title={t('tranches.title')} extra={<ExportButton run={exportTranches} filter={filter} />} />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...TRANCHE_STATES.map((state) => ({ value: state, label: stateLabel('tranche', state) })),
          ]}
        />
        <CallFilter value={filter.call_id} />
      </FilterBar>
      <Figures
        label={t('tranches.summary')}
        items={[
          {
            key: 'all',
            label: t('tranches.filterTotal'),
            value: <Money value={summary?.sum} />,
            hint: t('count', { count: summary?.count ?? 0 }),
          },
          ...(filter.state
            ? []
            : (summary?.by_state ?? [])
                .filter((entry) => entry.state !== 'planned' && entry.count > 0)
                .map((entry) => ({
                  key: entry.state,
                  label: stateLabel('tranche', entry.state),
                  value: <Money value={entry.sum} />,
                  hint: t('count', { count: entry.count }),
                }))),
        ]}
      />
      <Card flush>
        <DataTable
          caption={t('tranches.title')}
          {...table}
          rowKey={(row) => row.id}
          rowName={(row) => row.number}
          {...(preparable
            ? {
                selection: {
                  selected,
                  onChange: setSelected,
                  disabledReason: (row: TrancheView) => reasonOf(row, t('tranches.notRequested')),
                },
              }
            : {})}
          rowTone={(row) => (row.overdue ? 'warning' : undefined)}
          empty={filter.state === 'requested' ? { title: t('tranches.none') } : {}}
          columns={[
            {
              key: 'organisation',
              title: t('payee'),
              primary: true,
              render: (row) => (
                <>
                  {row.organisation.name}
                  <span className="app-table__reason">{row.project.title}</span>
                </>
              ),
            },
            { key: 'number', title: t('tranches.number'), nowrap: true, render: (row) => row.number },
            { key: 'gate', title: t('tranches.gate'), render: (row) => enumLabel('gate', row.gate) },
            {
              key: 'amount',
              title: t('amount'),
              align: 'right',
              render: (row) => <Money value={row.amount} />,
            },
            {
              key: 'due',
              title: t('tranches.dueOn'),
              nowrap: true,
              render: (row) => (
                <>
                  <DateTime value={row.due_on} format="date" />{' '}
                  {row.overdue ? <Tag tone="danger" icon="warning" text={t('tranches.overdue')} /> : null}
                </>
              ),
            },
            {
              key: 'ready',
              title: t('tranches.missing'),
              render: (row) =>
                row.readiness.length > 0 ? row.readiness.map(blockerLabel).join(t('common:comma')) : t('common:none'),
            },
            { key: 'state', title: t('state'), render: (row) => <TrancheState row={row} /> },
          ]}
        />
      </Card>
      {chosen.length > 0 ? (
        <FooterBar
          status={
            <span role="status">
              {t('common:list.selected', { count: chosen.length })} · {t('selectedTotal')}{' '}
              <Money value={sumMoney(chosen.map((row) => row.amount))} strong />
            </span>
          }
        >
          <Button onClick={() => setSelected(new Set())}>{t('common:list.clearSelection')}</Button>
          <Button type="primary" onClick={() => setPreparing(true)}>
            {eventLabel('prepare')}
          </Button>
        </FooterBar>
      ) : null}
      {preparing ? (
        <BulkDialog
          title={eventLabel('prepare')}
          event="prepare"
          rows={chosen.map((row) => ({ ...row, name: row.organisation.name }))}
          text={t('tranches.prepareText')}
          removable
          summary={(rows) => <BulkSum amounts={rows.map((row) => row.amount)} />}
          detail={(row) => <Money value={row.amount} />}
          act={async (row) => {
            const { data } = await preparePayment({
              path: { id: row.id },
              headers: { 'Idempotency-Key': newIdempotencyKey() },
            });
            return data.number;
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}

/** The state, and the payment under way. */
function TrancheState({ row }: { row: TrancheView }) {
  const payment = row.payments.at(-1);
  return (
    <>
      <StatusTag machine="tranche" state={row.state} />
      {payment ? (
        <Link to="/app/finance/payments/$id" params={{ id: payment.id }} className="yc-link app-table__reason">
          <span className="yc-nowrap">{payment.number}</span>
        </Link>
      ) : null}
    </>
  );
}

/** Why no payment can be made out for a row. */
function reasonOf(row: TrancheView, otherwise: string): string | undefined {
  const action = row.available_actions.find((entry) => entry.event === 'prepare');
  if (!action) return otherwise;
  return action.blockers.length > 0 ? action.blockers.map(blockerLabel).join('；') : undefined;
}

function CallFilter({ value }: { value: string | undefined }) {
  const { t } = useTranslation('payments');
  const navigate = useNavigate();
  const { data } = useQuery(payingCallsOptions());
  return (
    <div className="app-inlinefield">
      <label htmlFor="call-filter">{t('call')}</label>
      <Select
        id="call-filter"
        allowClear
        value={value ?? null}
        placeholder={t('common:all')}
        popupMatchSelectWidth={false}
        style={{ width: '16rem' }}
        options={(data?.items ?? []).map((call) => ({ value: call.id, label: call.title }))}
        onChange={(next) =>
          void navigate({
            to: '.',
            search: ((before: Record<string, unknown>) => ({ ...before, call_id: next ?? undefined })) as never,
          })
        }
      />
    </div>
  );
}
