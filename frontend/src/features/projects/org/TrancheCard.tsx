import { Input } from 'antd';
import { useId, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { InvoiceFields } from '@/components/app/InvoiceFields';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { type InvoiceDraft, isComplete } from '@/lib/invoices';
import { blockerLabel, enumLabel, eventLabel } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import { requestPayment, type TrancheView } from './api';

const INVOICE = /^[0-9A-Za-z]{8,30}$/;

/** One instalment: where it stands, what it waits for, and the request for payment. */
export function TrancheCard({ tranche }: { tranche: TrancheView }) {
  const { t } = useTranslation('projects');
  const [note, setNote] = useState('');
  const [invoice, setInvoice] = useState('');
  const [invoices, setInvoices] = useState<InvoiceDraft[]>([]);
  const [done, setDone] = useState<Done | null>(null);
  const id = useId();
  const number = invoice.replace(/\s/g, '');
  const wrong = number !== '' && !INVOICE.test(number);
  const paid = tranche.payments.find((payment) => payment.state === 'paid');
  return (
    <li className="app-tranche">
      <div className="app-tranche__head">
        <h3>{t('own.nth', { seq: tranche.seq })}</h3>
        <StatusTag machine="tranche" state={tranche.state} />
        {tranche.overdue ? <Tag tone="danger" icon="warning" text={t('own.overdue')} /> : null}
        <Money value={tranche.amount} strong />
      </div>
      <DoneNotice done={done} />
      <Descriptions
        items={[
          { label: t('own.number'), value: tranche.number },
          { label: t('own.share'), value: formatBp(tranche.share_bp) },
          { label: t('own.gate'), value: enumLabel('gate', tranche.gate) },
          { label: t('own.dueOn'), value: <DateTime value={tranche.due_on} format="date" /> },
          ...(paid ? [{ label: t('own.paidOn'), value: <DateTime value={paid.paid_on} format="date" /> }] : []),
          ...(tranche.invoice_number ? [{ label: t('own.invoice'), value: tranche.invoice_number }] : []),
          ...(tranche.request_note ? [{ label: t('own.note'), value: tranche.request_note, wide: true }] : []),
        ]}
      />
      {tranche.return_reason && tranche.state === 'due' ? (
        <p className="yc-note yc-note--warning">
          <Icon name="back" /> {t('own.returned')}
          {t('common:colon')}
          {tranche.return_reason}
        </p>
      ) : null}
      {tranche.readiness.length > 0 ? (
        <div className="app-tranche__waits">
          <p>{t('own.waits')}</p>
          <ul>
            {tranche.readiness.map((fault) => (
              <li key={fault.code}>{blockerLabel(fault)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <ActionBar
        resource={tranche}
        machine="tranche"
        actions={{
          request: {
            primary: true,
            ready: !wrong && invoices.every(isComplete),
            confirm: (
              <p>
                {t('own.requestText', { organisation: tranche.organisation.name })}
                <Money value={tranche.amount} strong upper />
              </p>
            ),
            fields: (
              <>
                <InvoiceFields seller={tranche.organisation.name} invoices={invoices} onChange={setInvoices} />
                <div className="app-field">
                  <label htmlFor={`${id}-invoice`}>
                    {t('own.invoice')}
                    <span className="yc-muted"> ({t('common:optional')})</span>
                  </label>
                  <p id={`${id}-hint`} className="yc-muted">
                    {t('own.invoiceHint')}
                  </p>
                  <Input
                    id={`${id}-invoice`}
                    value={invoice}
                    maxLength={40}
                    autoComplete="off"
                    status={wrong ? 'error' : ''}
                    aria-invalid={wrong}
                    aria-describedby={`${id}-hint${wrong ? ` ${id}-wrong` : ''}`}
                    onChange={(event) => setInvoice(event.target.value)}
                  />
                  {wrong ? (
                    <p id={`${id}-wrong`} className="app-field__error">
                      {t('own.invoiceWrong')}
                    </p>
                  ) : null}
                </div>
                <div className="app-field">
                  <label htmlFor={`${id}-note`}>
                    {t('own.note')}
                    <span className="yc-muted"> ({t('common:optional')})</span>
                  </label>
                  <Input.TextArea
                    id={`${id}-note`}
                    value={note}
                    rows={3}
                    maxLength={1000}
                    onChange={(event) => setNote(event.target.value)}
                  />
                </div>
              </>
            ),
            run: ({ headers }) =>
              requestPayment(
                tranche.id,
                {
                  invoices,
                  ...(note.trim() ? { note: note.trim() } : {}),
                  ...(number ? { invoice_number: number } : {}),
                },
                headers,
              ),
          },
        }}
        onDone={(event, answer) =>
          setDone({
            title: eventLabel(event, 'tranche'),
            reference: tranche.number,
            at: (answer as TrancheView | undefined)?.updated_at,
          })
        }
      />
    </li>
  );
}
