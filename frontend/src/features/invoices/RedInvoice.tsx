import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { DateInput } from '@/components/app/DateInput';
import { useTranslation } from '@/lib/i18n';
import { cancelInvoice, type InvoiceView } from './api';

/** Enters the red invoice that cancels a blue one; nothing for one that is cancelled already. */
export function RedInvoice({ invoice }: { invoice: InvoiceView }) {
  const { t } = useTranslation('invoices');
  const [open, setOpen] = useState(false);
  const [number, setNumber] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const id = useId();
  if (invoice.kind !== 'blue' || invoice.state !== 'used') return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('red')}
      </Button>
      {open ? (
        <ActionDialog
          title={t('red')}
          resource={invoice}
          onClose={() => setOpen(false)}
          config={{
            danger: true,
            reason: 'required',
            ready: /^\d{20}$/.test(number) && day !== null,
            confirm: (
              <p>
                {invoice.number}
                {t('common:colon')}
                {t('redText')}
              </p>
            ),
            fields: (
              <>
                <div className="app-field">
                  <label htmlFor={`${id}-number`}>{t('redNumber')}</label>
                  <Input
                    id={`${id}-number`}
                    value={number}
                    inputMode="numeric"
                    maxLength={20}
                    autoComplete="off"
                    onChange={(event) => setNumber(event.target.value.replace(/\s/g, ''))}
                  />
                </div>
                <div className="app-field">
                  <label htmlFor={`${id}-day`}>{t('redDate')}</label>
                  <DateInput id={`${id}-day`} value={day} onChange={setDay} />
                </div>
              </>
            ),
            run: ({ headers, reason }) =>
              cancelInvoice({ path: { id: invoice.id }, headers, body: { number, issued_on: day ?? '', reason } }),
          }}
        />
      ) : null}
    </>
  );
}
