import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useId } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { Figures } from '@/components/app/Figures';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { AccountChoice } from './AccountChoice';
import {
  closePeriod,
  exportPeriods,
  type PeriodView,
  periodsOptions,
  proposePeriod,
  type ReconciliationView,
  reconciliationOptions,
  returnPeriod,
} from './api';
import type { PeriodFilter } from './filter';

/** Months of a bank account: statement against ledger, checklist, difference, and the two hands that close. */
export function PeriodsPage({ filter }: { filter: PeriodFilter }) {
  const { t } = useTranslation('statements');
  return (
    <>
      <PageHeader title={t('periods.title')} meta={t('periods.lead')} extra={<PrintButton />} />
      <AccountChoice fundId={filter.fund_id}>
        {(fund) => <Account key={fund.id} fund={fund} month={filter.month} />}
      </AccountChoice>
    </>
  );
}

function Account({ fund, month }: { fund: { id: string; name: string; code: string }; month: string | undefined }) {
  const { t } = useTranslation('statements');
  const id = useId();
  const navigate = useNavigate();
  const periods = useInfiniteQuery(periodsOptions(fund.id));
  const query = useQuery(reconciliationOptions(fund.id, month));
  // Without a month in the address it is the server's: the one before today's.
  const chosen = month ?? query.data?.month ?? '';
  const choose = (value: string) =>
    void navigate({
      to: '.',
      search: ((previous: Record<string, unknown>) => ({ ...previous, month: value || undefined })) as never,
    });
  return (
    <>
      <div className="app-field yc-no-print">
        <label htmlFor={id}>{t('periods.month')}</label>
        <div>
          <input
            id={id}
            type="month"
            className="yc-input"
            value={chosen}
            onChange={(event) => choose(event.target.value)}
          />
        </div>
      </div>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Month view={query.data} />
      )}
      <Card title={t('periods.list')} flush extra={<ExportButton run={exportPeriods} filter={{ fund_id: fund.id }} />}>
        <DataTable
          caption={t('periods.list')}
          {...tableOf(periods)}
          rowKey={(row) => row.id}
          empty={{ title: t('periods.none'), text: t('periods.noneHint') }}
          columns={[
            { key: 'month', title: t('periods.month'), primary: true, render: (row) => row.month },
            {
              key: 'closing',
              title: t('periods.closing'),
              align: 'right',
              render: (row) => <Money value={row.closing} />,
            },
            {
              key: 'ledger',
              title: t('periods.ledger'),
              align: 'right',
              render: (row) => <Money value={row.ledger} />,
            },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="period" state={row.state} /> },
            { key: 'by', title: t('periods.proposedBy'), render: (row) => row.proposed_by.name },
            { key: 'closedBy', title: t('periods.closedBy'), render: (row) => row.closed_by?.name ?? '—' },
            {
              key: 'at',
              title: t('periods.closedAt'),
              nowrap: true,
              render: (row) => <DateTime value={row.closed_at} />,
            },
          ]}
        />
      </Card>
      <PrintFooter reference={`${fund.code} ${chosen}`} />
    </>
  );
}

function Month({ view }: { view: ReconciliationView }) {
  const { t } = useTranslation('statements');
  const even = view.difference === '0.00';
  const others = (['bank_first', 'books_first', 'explained'] as const).filter((key) => view[key] !== '0.00');
  return (
    <>
      {view.period ? <Hands period={view.period} /> : null}
      <Figures
        label={t('periods.figures')}
        items={[
          { key: 'closing', label: t('periods.closing'), value: <Money value={view.closing} /> },
          { key: 'ledger', label: t('periods.ledger'), value: <Money value={view.ledger} /> },
          {
            key: 'difference',
            label: t('periods.difference'),
            value: <Money value={view.difference} strong />,
            hint: even ? t('periods.even') : t('periods.uneven'),
          },
        ]}
      />
      <Card title={t('periods.statement', { month: view.month })}>
        <Descriptions
          items={[
            { label: t('opening'), value: <Money value={view.opening} /> },
            { label: t('periods.inflow'), value: <Money value={view.inflow} /> },
            { label: t('periods.outflow'), value: <Money value={view.outflow} /> },
            { label: t('closing'), value: <Money value={view.closing} /> },
            ...others.map((key) => ({ label: t(`periods.${key}`), value: <Money value={view[key]} /> })),
          ]}
        />
      </Card>
      <Checklist view={view} />
      {view.movements.length > 0 ? (
        <Card title={t('periods.movements')} flush>
          <DataTable
            caption={t('periods.movements')}
            rows={view.movements}
            rowKey={(row) => row.journal_id}
            columns={[
              { key: 'day', title: t('day'), nowrap: true, render: (row) => row.day },
              { key: 'text', title: t('movement'), primary: true, render: (row) => row.text },
              { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money value={row.amount} /> },
            ]}
          />
        </Card>
      ) : null}
    </>
  );
}

function Checklist({ view }: { view: ReconciliationView }) {
  const { t } = useTranslation('statements');
  const client = useQueryClient();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const propose = () =>
    void run(async (key) => {
      await proposePeriod({
        headers: { 'Idempotency-Key': key },
        body: { fund_id: view.fund.id, month: view.month },
      });
      void message.success(t('periods.proposed'));
      await client.invalidateQueries();
    });
  return (
    <Card
      title={t('periods.checklist')}
      flush
      extra={
        view.can_propose ? (
          <Button type="primary" loading={running} onClick={propose}>
            {t('periods.propose')}
          </Button>
        ) : null
      }
    >
      <ErrorSummary error={error} />
      <DataTable
        caption={t('periods.checklist')}
        rows={view.items}
        rowKey={(item) => item.code}
        columns={[
          {
            key: 'item',
            title: t('periods.item'),
            primary: true,
            render: (item) => t(`periods.items.${item.code as 'difference'}`),
          },
          {
            key: 'done',
            title: t('periods.result'),
            nowrap: true,
            render: (item) =>
              item.done ? (
                <Tag tone="success" icon="checkCircle" text={t('periods.done')} />
              ) : (
                <Tag tone="danger" icon="crossCircle" text={t('periods.open')} />
              ),
          },
          { key: 'why', title: t('what'), render: (item) => (item.fault ? faultText(item.fault) : '—') },
        ]}
      />
    </Card>
  );
}

/** Who proposed the month, and what the reader may do with it. */
function Hands({ period }: { period: PeriodView }) {
  const { t } = useTranslation('statements');
  const path = { id: period.id };
  return (
    <Card
      title={t('periods.hands', { name: period.proposed_by.name })}
      extra={<StatusTag machine="period" state={period.state} />}
    >
      {period.refusal ? <p>{t('periods.refusal', { reason: period.refusal })}</p> : null}
      {period.closed_by ? <p>{t('periods.closedText', { name: period.closed_by.name })}</p> : null}
      <ActionBar
        resource={period}
        machine="period"
        actions={{
          close: {
            primary: true,
            confirm: <p>{t('periods.closeText')}</p>,
            run: ({ headers }) => closePeriod({ path, headers }),
          },
          return: {
            danger: true,
            reason: 'required',
            run: ({ headers, reason }) => returnPeriod({ path, headers, body: { reason } }),
          },
        }}
      />
    </Card>
  );
}
