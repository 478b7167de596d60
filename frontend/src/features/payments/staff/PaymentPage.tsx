import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel, stateLabel } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import {
  approvePayment,
  checkPayment,
  endorsePayment,
  type PaymentView,
  paymentOptions,
  rejectPayment,
  withdrawPaymentApproval,
} from './api';

const STEPS = ['maker', 'checker', 'approver'] as const;
const TARGET: Record<string, string> = {
  check: 'checked',
  approve: 'approved',
  co_approve: 'checked',
  endorse: 'checked',
  reject: 'void',
  withdraw_approval: 'void',
};

export function PaymentPage({ id }: { id: string }) {
  const { t } = useTranslation('payments');
  const { data: payment } = useSuspenseQuery(paymentOptions(id));
  return (
    <>
      <PageHeader
        title={payment.number}
        crumbs={[{ label: t('payments.title'), to: '/app/finance/payments' }]}
        tags={
          <>
            <StatusTag machine="payment" state={payment.state} />
            {payment.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          </>
        }
        meta={`${payment.organisation.name} · ${payment.project.title}`}
        extra={<PrintButton />}
      />
      <Actions payment={payment} />
      <Demand payment={payment} />
      <div className="app-columns">
        <div>
          <Card title={t('payments.voucher')}>
            <Descriptions
              items={[
                { label: t('amount'), value: <Money value={payment.amount} strong upper />, wide: true },
                { label: t('payments.accountName'), value: payment.payee.account_name },
                {
                  label: t('payments.accountNumber'),
                  value: (
                    <>
                      {payment.payee.masked_number}{' '}
                      {payment.payee.active ? null : (
                        <Tag tone="danger" icon="warning" text={t('payments.accountChanged')} />
                      )}
                    </>
                  ),
                },
                { label: t('payments.bankName'), value: payment.payee.bank_name },
                { label: t('payments.cnaps'), value: payment.payee.cnaps },
                { label: t('payments.memo'), value: payment.memo, wide: true },
                { label: t('tranches.number'), value: payment.tranche.number },
                { label: t('payments.project'), value: `${payment.project.number} ${payment.project.title}` },
                {
                  label: t('batch'),
                  value: payment.batch ? (
                    <Link to="/app/finance/batches/$id" params={{ id: payment.batch.id }} className="yc-link">
                      {payment.batch.number}
                    </Link>
                  ) : null,
                },
                {
                  label: t('payments.paidOn'),
                  value: payment.paid_on ? <DateTime value={payment.paid_on} format="date" /> : null,
                },
                ...(payment.reason ? [{ label: t('payments.reason'), value: payment.reason, wide: true }] : []),
              ]}
            />
          </Card>
          {payment.invoices.length > 0 ? (
            <Card title={t('invoices:title')} flush>
              <DataTable
                caption={t('invoices:title')}
                rows={payment.invoices}
                rowKey={(row) => row.id}
                columns={[
                  { key: 'number', title: t('invoices:number'), primary: true, render: (row) => row.number },
                  {
                    key: 'issued',
                    title: t('invoices:issuedOn'),
                    nowrap: true,
                    render: (row) => <DateTime value={row.issued_on} format="date" />,
                  },
                  { key: 'buyer', title: t('invoices:buyer'), render: (row) => row.buyer_name },
                  {
                    key: 'total',
                    title: t('invoices:total'),
                    align: 'right',
                    render: (row) => <Money value={row.total} />,
                  },
                  {
                    key: 'file',
                    title: t('invoices:file'),
                    render: (row) => (row.file_sha256 ? t('invoices:byFile') : t('invoices:byHand')),
                  },
                  {
                    key: 'state',
                    title: t('invoices:state'),
                    render: (row) =>
                      row.state === 'cancelled' || row.kind === 'red' ? (
                        <Tag
                          tone="danger"
                          icon="warning"
                          text={enumLabel(
                            row.kind === 'red' ? 'invoiceKind' : 'invoiceState',
                            row.kind === 'red' ? row.kind : row.state,
                          )}
                        />
                      ) : (
                        <Tag tone="success" icon="checkCircle" text={enumLabel('invoiceState', row.state)} />
                      ),
                  },
                ]}
              />
            </Card>
          ) : null}
          <Card title={t('payments.hands')} flush>
            <DataTable
              caption={t('payments.hands')}
              rows={[...STEPS, ...(payment.demand?.hands ?? [])].map((step) => ({
                step,
                approval: payment.approvals.find((approval) => approval.step === step),
              }))}
              rowKey={(row) => row.step}
              columns={[
                {
                  key: 'step',
                  title: t('payments.step'),
                  primary: true,
                  render: (row) => t(`payments.steps.${row.step}`),
                },
                {
                  key: 'by',
                  title: t('payments.by'),
                  render: (row) =>
                    row.approval ? (
                      <>
                        {row.approval.by.name}
                        {row.approval.note ? <span className="yc-muted"> {row.approval.note}</span> : null}
                      </>
                    ) : (
                      '—'
                    ),
                },
                {
                  key: 'at',
                  title: t('payments.at'),
                  nowrap: true,
                  render: (row) => <DateTime value={row.approval?.at} format="seconds" />,
                },
                {
                  key: 'digest',
                  title: t('payments.digestSame'),
                  render: (row) =>
                    !row.approval ? (
                      '—'
                    ) : row.approval.digest === payment.digest ? (
                      <Tag tone="success" icon="checkCircle" text={t('payments.same')} />
                    ) : (
                      <Tag tone="danger" icon="warning" text={t('payments.differs')} />
                    ),
                },
              ]}
            />
          </Card>
        </div>
        <Card title={t('payments.digest')}>
          <p className="app-mono">{payment.digest}</p>
          <p className="yc-muted">{t('payments.digestHint')}</p>
        </Card>
      </div>
      <PrintFooter reference={payment.number} />
    </>
  );
}

/** Why the amount asks for more than three hands. */
function Demand({ payment }: { payment: PaymentView }) {
  const { t } = useTranslation('payments');
  const demand = payment.demand;
  if (!demand || demand.hands.length === 0) return null;
  const figures = { total: formatMoney(demand.total), from: demand.from ? formatMoney(demand.from) : '—' };
  return (
    <Card title={t('payments.demand')}>
      <p>
        {demand.count > 1
          ? t('payments.demandMany', {
              ...figures,
              count: demand.count,
              days: demand.window_days,
              to: t(`payments.demandTo.${demand.count_by}`),
            })
          : t('payments.demandOne', figures)}
      </p>
      <p>
        {t('payments.demandAsk', {
          hands: demand.hands.map((hand) => enumLabel('extraHand', hand)).join(t('common:comma')),
        })}
      </p>
    </Card>
  );
}

function Actions({ payment }: { payment: PaymentView }) {
  const { t } = useTranslation('payments');
  const [done, setDone] = useState<Done | null>(null);
  const [minutes, setMinutes] = useState('');
  const minutesId = useId();
  const path = { id: payment.id };
  const change = (event: string) => (
    <p className="app-fromto">
      {stateLabel('payment', payment.state)} <Icon name="right" /> {stateLabel('payment', TARGET[event] ?? event)}
    </p>
  );
  const confirm = (event: string, text: string) => (
    <>
      <p>{text}</p>
      {change(event)}
      <Money value={payment.amount} strong upper />
      <p className="yc-muted">
        {payment.payee.account_name} · {payment.payee.bank_name} · {payment.payee.masked_number}
      </p>
    </>
  );
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={payment}
        machine="payment"
        onDone={(event, answer) => {
          const after = (answer as { data?: PaymentView } | undefined)?.data;
          setDone({ title: eventLabel(event, 'payment'), reference: payment.number, at: after?.updated_at });
        }}
        actions={{
          check: {
            primary: true,
            confirm: confirm('check', t('payments.checkText')),
            run: ({ headers }) => checkPayment({ path, headers }),
          },
          approve: {
            primary: true,
            confirm: confirm('approve', t('payments.approveText')),
            run: ({ headers }) => approvePayment({ path, headers }),
          },
          co_approve: {
            primary: true,
            confirm: confirm('co_approve', t('payments.coApproveText')),
            run: ({ headers }) => approvePayment({ path, headers }),
          },
          endorse: {
            primary: true,
            confirm: confirm('endorse', t('payments.endorseText')),
            ready: minutes.trim().length > 1,
            fields: (
              <>
                <label htmlFor={minutesId}>{t('payments.minutes')}</label>
                <Input
                  id={minutesId}
                  value={minutes}
                  maxLength={200}
                  placeholder={t('payments.minutesHint')}
                  onChange={(event) => setMinutes(event.target.value)}
                />
              </>
            ),
            run: ({ headers }) => endorsePayment({ path, headers, body: { minutes } }),
          },
          reject: {
            danger: true,
            reason: 'required',
            confirm: confirm('reject', t('payments.rejectText')),
            run: ({ headers, reason }) => rejectPayment({ path, headers, body: { reason } }),
          },
          withdraw_approval: {
            danger: true,
            reason: 'required',
            confirm: confirm('withdraw_approval', t('payments.withdrawText')),
            run: ({ headers, reason }) => withdrawPaymentApproval({ path, headers, body: { reason } }),
          },
        }}
      />
    </>
  );
}
