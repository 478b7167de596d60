import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { ReductionTable } from '@/components/app/ReductionTable';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { blockerLabel, enumLabel, eventLabel, stateLabel } from '@/lib/labels';
import {
  approveFundOrder,
  checkFundOrder,
  endorseFundOrder,
  type FundOrderSummary,
  type FundOrderView,
  fundOrderOptions,
  rejectFundOrder,
  withdrawFundOrder,
} from './api';

const STEPS = ['maker', 'checker', 'approver'] as const;
const EXTRA = ['second_approver', 'director'] as const;
const TARGET: Record<string, string> = {
  check: 'checked',
  approve: 'executed',
  co_approve: 'checked',
  endorse: 'checked',
  reject: 'rejected',
  withdraw: 'withdrawn',
};

/** One order: what it moves, whose hands were on it, and what the reader may do. */
export function FundOrderPage({ id }: { id: string }) {
  const { t } = useTranslation('orders');
  const { data: order } = useSuspenseQuery(fundOrderOptions(id));
  return (
    <>
      <PageHeader
        title={`${order.number} ${enumLabel('fund_order_kind', order.kind)}`}
        crumbs={[{ label: t('title'), to: '/app/finance/orders' }]}
        tags={<StatusTag machine="fund_order" state={order.state} />}
        meta={order.project ? `${order.project.number} · ${order.project.title}` : order.allotment.fund_name}
        extra={<PrintButton />}
      />
      <Actions order={order} />
      <Card title={t('order')}>
        <Descriptions
          items={[
            { label: t('amount'), value: <Money value={order.amount} strong upper />, wide: true },
            ...(order.limit ? [{ label: t('limit'), value: <Money value={order.limit} /> }] : []),
            ...(order.receivable ? [{ label: t('receivable'), value: <Money value={order.receivable} /> }] : []),
            { label: order.to_allotment ? t('from') : t('allotment'), value: <Allotment of={order.allotment} /> },
            ...(order.to_allotment ? [{ label: t('to'), value: <Allotment of={order.to_allotment} /> }] : []),
            ...(order.clawback
              ? [
                  {
                    label: t('clawback'),
                    value: (
                      <Link to="/app/finance/orders/$id" params={{ id: order.clawback.id }} className="yc-link">
                        {order.clawback.number}
                      </Link>
                    ),
                  },
                ]
              : []),
            { label: t('reason'), value: order.reason, wide: true },
            { label: t('evidence'), value: order.evidence, wide: true },
            ...(order.readiness.length > 0
              ? [{ label: t('waits'), value: order.readiness.map(blockerLabel).join(t('common:comma')), wide: true }]
              : []),
            ...(order.refusal ? [{ label: t('refusal'), value: order.refusal, wide: true }] : []),
          ]}
        />
      </Card>
      {order.reduction ? (
        <Card title={t('reduction.title')}>
          <ReductionTable plan={order.reduction} />
        </Card>
      ) : null}
      <Card title={t('hands')} flush>
        <DataTable
          caption={t('hands')}
          rows={(order.kind === 'write_off' ? [...STEPS, ...EXTRA] : STEPS).map((step) => ({
            step,
            hand: order.approvals.find((one) => one.step === step),
          }))}
          rowKey={(row) => row.step}
          columns={[
            { key: 'step', title: t('step'), primary: true, render: (row) => t(`steps.${row.step}`) },
            {
              key: 'by',
              title: t('by'),
              render: (row) => [row.hand?.by.name, row.hand?.note].filter(Boolean).join(' · ') || '—',
            },
            {
              key: 'at',
              title: t('at'),
              nowrap: true,
              render: (row) => <DateTime value={row.hand?.at} format="seconds" />,
            },
          ]}
        />
      </Card>
      <PrintFooter reference={order.number} />
    </>
  );
}

function Allotment({ of }: { of: FundOrderSummary['allotment'] }) {
  return (
    <>
      {of.fund_name} · {of.fiscal_year} · {of.budget_line}
    </>
  );
}

function Actions({ order }: { order: FundOrderView }) {
  const { t } = useTranslation('orders');
  const [done, setDone] = useState<Done | null>(null);
  const [minutes, setMinutes] = useState('');
  const minutesId = useId();
  const path = { id: order.id };
  const confirm = (event: string) => (
    <>
      <p>{t(`confirm.${event as 'check' | 'approve' | 'co_approve' | 'endorse' | 'reject' | 'withdraw'}`)}</p>
      <p className="app-fromto">
        {stateLabel('fund_order', order.state)} <Icon name="right" /> {stateLabel('fund_order', TARGET[event] ?? event)}
      </p>
      <Money value={order.amount} strong upper />
    </>
  );
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={order}
        machine="fund_order"
        onDone={(event, answer) => {
          const after = (answer as { data?: FundOrderView } | undefined)?.data;
          setDone({ title: eventLabel(event, 'fund_order'), reference: order.number, at: after?.updated_at });
        }}
        actions={{
          check: {
            primary: true,
            confirm: confirm('check'),
            run: ({ headers }) => checkFundOrder({ path, headers }),
          },
          approve: {
            primary: true,
            confirm: confirm('approve'),
            run: ({ headers }) => approveFundOrder({ path, headers }),
          },
          co_approve: {
            primary: true,
            confirm: confirm('co_approve'),
            run: ({ headers }) => approveFundOrder({ path, headers }),
          },
          endorse: {
            primary: true,
            confirm: confirm('endorse'),
            ready: minutes.trim().length > 1,
            fields: (
              <>
                <label htmlFor={minutesId}>{t('minutes')}</label>
                <Input
                  id={minutesId}
                  value={minutes}
                  maxLength={200}
                  onChange={(event) => setMinutes(event.target.value)}
                />
              </>
            ),
            run: ({ headers }) => endorseFundOrder({ path, headers, body: { minutes } }),
          },
          reject: {
            danger: true,
            reason: 'required',
            confirm: confirm('reject'),
            run: ({ headers, reason }) => rejectFundOrder({ path, headers, body: { reason } }),
          },
          withdraw: {
            danger: true,
            reason: 'required',
            confirm: confirm('withdraw'),
            run: ({ headers, reason }) => withdrawFundOrder({ path, headers, body: { reason } }),
          },
        }}
      />
    </>
  );
}
