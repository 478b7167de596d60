import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { actionHeaders } from '@/api/client';
import { exportPayments } from '@/api/gen/sdk.gen';
import { BulkDialog } from '@/components/app/BulkDialog';
import { commonEvents } from '@/components/app/bulk';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { FooterBar } from '@/components/app/FooterBar';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { eventLabel, stateLabel } from '@/lib/labels';
import { sumMoney } from '@/lib/money';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import {
  approvePayment,
  checkPayment,
  createBatch,
  type PaymentView,
  paymentOptions,
  paymentsOptions,
  profilesOptions,
  rejectPayment,
} from './api';
import { BulkSum } from './BulkSum';
import { PAYMENT_STATES, type PaymentFilter } from './filter';
import { profileTitle } from './profiles';

const BULK = ['check', 'approve', 'reject'] as const;
type BulkEvent = (typeof BULK)[number];

export function PaymentsPage({ filter }: { filter: PaymentFilter }) {
  const { t } = useTranslation('payments');
  const query = useInfiniteQuery(paymentsOptions(filter));
  const table = tableOf(query);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [bulk, setBulk] = useState<{ event: BulkEvent; rows: PaymentView[] } | null>(null);
  const chosen = table.rows.filter((row) => selected.has(row.id));
  return (
    <>
      <PageHeader
        title={t('payments.title')}
        extra={
          <>
            <ExportButton run={exportPayments} filter={filter} />
            <PrintButton />
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
            ...PAYMENT_STATES.map((state) => ({ value: state, label: stateLabel('payment', state) })),
          ]}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('payments.title')}
          {...table}
          rowKey={(row) => row.id}
          rowName={(row) => row.number}
          selection={{
            selected,
            onChange: setSelected,
            disabledReason: (row) =>
              row.state === 'draft' || row.state === 'checked' || row.state === 'approved'
                ? undefined
                : t('payments.noStep'),
          }}
          columns={[
            {
              key: 'number',
              title: t('payments.number'),
              primary: true,
              nowrap: true,
              render: (row) => (
                <Link to="/app/finance/payments/$id" params={{ id: row.id }} className="yc-link">
                  {row.number}
                </Link>
              ),
            },
            {
              key: 'payee',
              title: t('payee'),
              render: (row) => (
                <>
                  {row.payee.account_name}
                  <span className="app-table__reason">
                    {row.payee.bank_name} <span className="yc-nowrap">{row.payee.masked_number}</span>
                  </span>
                </>
              ),
            },
            { key: 'tranche', title: t('tranches.number'), nowrap: true, render: (row) => row.tranche.number },
            { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money value={row.amount} /> },
            {
              key: 'batch',
              title: t('batch'),
              nowrap: true,
              render: (row) =>
                row.batch ? (
                  <Link to="/app/finance/batches/$id" params={{ id: row.batch.id }} className="yc-link">
                    {row.batch.number}
                  </Link>
                ) : (
                  '—'
                ),
            },
            {
              key: 'created',
              title: t('payments.createdAt'),
              nowrap: true,
              render: (row) => <DateTime value={row.created_at} />,
            },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="payment" state={row.state} /> },
          ]}
        />
      </Card>
      <PrintFooter />
      {chosen.length > 0 ? (
        <SelectionBar
          ids={chosen.map((row) => row.id)}
          total={sumMoney(chosen.map((row) => row.amount))}
          allApproved={chosen.every((row) => row.state === 'approved')}
          onClear={() => setSelected(new Set())}
          onBulk={(event, rows) => setBulk({ event, rows })}
        />
      ) : null}
      {bulk ? (
        <BulkDialog
          title={eventLabel(bulk.event, 'payment')}
          event={bulk.event}
          danger={bulk.event === 'reject'}
          reason={
            bulk.event === 'reject'
              ? {
                  label: t('common:action.reason'),
                  hint: t('common:action.reasonHint'),
                  required: true,
                  max: 2000,
                }
              : undefined
          }
          removable
          summary={(rows) => <BulkSum amounts={rows.map((row) => row.amount)} />}
          detail={(row) => <Money value={row.amount} />}
          rows={bulk.rows.map((row) => ({ ...row, name: row.payee.account_name }))}
          text={t(`payments.bulk.${bulk.event}`)}
          act={(row, reason) => fire(bulk.event, row, reason)}
          onClose={() => {
            setBulk(null);
            setSelected(new Set());
          }}
        />
      ) : null}
    </>
  );
}

/** What can be done with the selection: only actions that every selected payment offers. */
function SelectionBar({
  ids,
  total,
  allApproved,
  onClear,
  onBulk,
}: {
  ids: string[];
  total: string;
  allApproved: boolean;
  onClear: () => void;
  onBulk: (event: BulkEvent, rows: PaymentView[]) => void;
}) {
  const { t } = useTranslation('payments');
  const { user } = useSession();
  const navigate = useNavigate();
  const { running, error, run } = useSubmit();
  // The list does not tell what may be done; each selected payment is asked.
  const details = useQueries({ queries: ids.map((id) => paymentOptions(id)) });
  const rows = details.flatMap((detail) => (detail.data ? [detail.data] : []));
  const complete = rows.length === ids.length;
  const common = complete ? commonEvents(rows) : [];
  const events = BULK.filter((entry) => common.includes(entry));
  const batching = allApproved && hasRole(user.grants, 'finance_maker');
  const [profile, setProfile] = useState<string>('default');
  const profiles = useQuery(profilesOptions());
  const batch = () =>
    run(async (key) => {
      const { data } = await createBatch({
        headers: { 'Idempotency-Key': key },
        body: { payment_ids: ids, profile },
      });
      await navigate({ to: '/app/finance/batches/$id', params: { id: data.id } });
    });
  return (
    <>
      {error ? <ErrorSummary error={error} /> : null}
      <FooterBar
        status={
          <span role="status">
            {t('common:list.selected', { count: ids.length })} · {t('selectedTotal')} <Money value={total} strong />
            {complete && events.length === 0 && !batching ? (
              <span className="yc-muted"> · {t('payments.noCommon')}</span>
            ) : null}
          </span>
        }
      >
        <Button onClick={onClear}>{t('common:list.clearSelection')}</Button>
        {events.map((entry) => (
          <Button
            key={entry}
            type={entry === 'reject' ? 'default' : 'primary'}
            danger={entry === 'reject'}
            onClick={() => onBulk(entry, rows)}
          >
            {eventLabel(entry, 'payment')}
          </Button>
        ))}
        {batching ? (
          <>
            <Select
              aria-label={t('batches.profile')}
              value={profile}
              onChange={setProfile}
              options={(profiles.data?.items ?? []).map((one) => ({ value: one.code, label: profileTitle(one) }))}
              loading={profiles.isLoading}
            />
            <Button type="primary" loading={running} onClick={() => void batch()}>
              {t('batches.create')}
            </Button>
          </>
        ) : null}
      </FooterBar>
    </>
  );
}

async function fire(event: BulkEvent, row: PaymentView, reason: string): Promise<string | undefined> {
  const path = { id: row.id };
  const headers = actionHeaders(row);
  if (event === 'check') await checkPayment({ path, headers });
  else if (event === 'approve') await approvePayment({ path, headers });
  else await rejectPayment({ path, headers, body: { reason } });
  return undefined;
}
