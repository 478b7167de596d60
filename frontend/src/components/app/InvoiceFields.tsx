import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from '@/lib/i18n';
import { emptyInvoice, type InvoiceDraft, readInvoice } from '@/lib/invoices';
import { DateInput } from './DateInput';
import { MoneyInput } from './MoneyInput';

const TEXTS = ['number', 'seller_name', 'seller_uscc', 'buyer_name'] as const;
const AMOUNTS = ['amount', 'tax', 'total'] as const;

/** The digital invoices of a request: read from their XML files, or written by hand. */
export function InvoiceFields({
  seller,
  invoices,
  onChange,
}: {
  /** What a new one begins with. */
  seller: string;
  invoices: InvoiceDraft[];
  onChange: (invoices: InvoiceDraft[]) => void;
}) {
  const { t } = useTranslation('invoices');
  const [wrong, setWrong] = useState<string | null>(null);
  const id = useId();
  const read = async (files: FileList | null) => {
    const found: InvoiceDraft[] = [];
    setWrong(null);
    for (const file of files ?? []) {
      const invoice = readInvoice(await file.text());
      if (invoice) found.push(invoice);
      else setWrong(t('wrongFile', { name: file.name }));
    }
    onChange([...invoices, ...found]);
  };
  const change = (index: number, part: Partial<InvoiceDraft>) =>
    onChange(invoices.map((invoice, at) => (at === index ? { ...invoice, ...part } : invoice)));
  return (
    <fieldset className="app-fieldset app-fieldset--boxed">
      <legend>{t('add')}</legend>
      <p id={`${id}-hint`} className="yc-muted">
        {t('addHint')}
      </p>
      <label htmlFor={`${id}-xml`}>{t('chooseXml')}</label>
      <input
        id={`${id}-xml`}
        type="file"
        accept=".xml,application/xml,text/xml"
        multiple
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          void read(event.target.files);
          event.target.value = '';
        }}
      />
      {wrong ? (
        <p className="app-field__error" role="alert">
          {wrong}
        </p>
      ) : null}
      {invoices.map((invoice, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity before they are sent, and are only appended or taken out
        <fieldset key={index} className="app-fieldset app-fieldset--boxed">
          <legend>{t('nth', { n: index + 1 })}</legend>
          {TEXTS.map((field) => (
            <div key={field} className="app-field">
              <label htmlFor={`${id}-${index}-${field}`}>{t(`field.${field}`)}</label>
              <Input
                id={`${id}-${index}-${field}`}
                value={invoice[field]}
                readOnly={Boolean(invoice.xml)}
                maxLength={field === 'number' ? 20 : 200}
                autoComplete="off"
                onChange={(event) => change(index, { [field]: event.target.value.trim() })}
              />
            </div>
          ))}
          <div className="app-field">
            <label htmlFor={`${id}-${index}-day`}>{t('field.issued_on')}</label>
            <DateInput
              id={`${id}-${index}-day`}
              value={invoice.issued_on || null}
              disabled={Boolean(invoice.xml)}
              onChange={(day) => change(index, { issued_on: day ?? '' })}
            />
          </div>
          {AMOUNTS.map((field) => (
            <div key={field} className="app-field">
              <label htmlFor={`${id}-${index}-${field}`}>{t(`field.${field}`)}</label>
              <MoneyInput
                id={`${id}-${index}-${field}`}
                value={invoice[field] || null}
                readOnly={Boolean(invoice.xml)}
                onChange={(value) => change(index, { [field]: value ?? '' })}
              />
            </div>
          ))}
          <Button onClick={() => onChange(invoices.filter((_, at) => at !== index))}>{t('remove')}</Button>
        </fieldset>
      ))}
      <Button onClick={() => onChange([...invoices, { ...emptyInvoice, seller_name: seller }])}>
        {t('byHandAdd')}
      </Button>
    </fieldset>
  );
}
