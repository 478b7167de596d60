import { useSuspenseQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { sumMoney } from '@/lib/money';
import '@/styles/reports.css';
import { type VoucherView, voucherOptions } from './api';

/** A journal as a voucher for the file: postings, amount in capitals, and drafts for the payer's accountant. */
export function VoucherPage({ id }: { id: string }) {
  const { t } = useTranslation('reports');
  const { data: voucher } = useSuspenseQuery(voucherOptions(id));
  const { journal } = voucher;
  return (
    <>
      <PageHeader
        title={t('voucher.title')}
        crumbs={[{ label: t('voucher.ledger'), to: '/app/finance/ledger' }]}
        tags={voucher.demonstration ? <Tag tone="waiting" text={t('demonstration')} /> : null}
        meta={`${journal.event_name} ${journal.event}`}
        extra={<PrintButton />}
      />
      <Card title={journal.memo}>
        <Descriptions
          items={[
            { label: t('voucher.date'), value: <DateTime value={journal.biz_date} format="long" /> },
            { label: t('voucher.number'), value: <span className="app-mono">{journal.id}</span> },
            { label: t('voucher.amount'), wide: true, value: <Money value={voucher.amount} upper strong /> },
            { label: t('voucher.seal'), wide: true, value: <span className="app-mono">{journal.sha256}</span> },
          ]}
        />
        <Postings voucher={voucher} layer="B" />
        <Postings voucher={voucher} layer="F" />
      </Card>
      <Drafts voucher={voucher} />
      <p className="yc-print-only">{t('voucher.hands')}</p>
      <PrintFooter reference={`${journal.biz_date} ${journal.sha256.slice(0, 16)}`} />
    </>
  );
}

/** The two layers balance on their own. */
function Postings({ voucher, layer }: { voucher: VoucherView; layer: 'B' | 'F' }) {
  const { t } = useTranslation('reports');
  const rows = voucher.journal.postings
    .map((posting, index) => ({ ...posting, index }))
    .filter((posting) => posting.account.startsWith(layer));
  if (rows.length === 0) return null;
  const debits = rows.filter((row) => !row.amount.startsWith('-')).map((row) => row.amount);
  const credits = rows.filter((row) => row.amount.startsWith('-')).map((row) => row.amount.slice(1));
  return (
    <div className="app-report__part">
      <PlainTable
        caption={t(layer === 'B' ? 'voucher.budgetLayer' : 'voucher.financialLayer')}
        captionVisible
        rows={rows}
        rowKey={(row) => String(row.index)}
        totalLabel={t('total')}
        columns={[
          {
            key: 'account',
            title: t('voucher.account'),
            primary: true,
            render: (row) => `${row.account} ${row.account_name}`,
          },
          {
            key: 'debit',
            title: t('voucher.debit'),
            align: 'right',
            render: (row) => (row.amount.startsWith('-') ? '' : <Money value={row.amount} />),
            total: <Money value={sumMoney(debits)} strong />,
          },
          {
            key: 'credit',
            title: t('voucher.credit'),
            align: 'right',
            render: (row) => (row.amount.startsWith('-') ? <Money value={row.amount.slice(1)} /> : ''),
            total: <Money value={sumMoney(credits)} strong />,
          },
        ]}
      />
    </div>
  );
}

function Drafts({ voucher }: { voucher: VoucherView }) {
  const { t } = useTranslation('reports');
  return (
    <Card title={t('voucher.drafts')} extra={<Tag tone="waiting" text={t('voucher.draft')} />}>
      <p className="yc-muted">{t(voucher.drafts.length > 0 ? 'voucher.draftsText' : 'voucher.noDrafts')}</p>
      {voucher.drafts.map((draft) => {
        const name =
          draft.case === 'always'
            ? t(`voucher.systems.${draft.system}`)
            : `${t(`voucher.systems.${draft.system}`)} · ${t(`voucher.cases.${draft.case}`)}`;
        return (
          <div key={`${draft.system} ${draft.case}`} className="app-report__part">
            <PlainTable
              caption={name}
              captionVisible
              rows={draft.entries}
              rowKey={(entry) => entry.books}
              columns={[
                {
                  key: 'books',
                  title: t('voucher.books'),
                  primary: true,
                  render: (entry) => t(`voucher.booksOf.${entry.books}`),
                },
                { key: 'debit', title: t('voucher.debit'), render: (entry) => entry.debit },
                { key: 'credit', title: t('voucher.credit'), render: (entry) => entry.credit },
                {
                  key: 'amount',
                  title: t('voucher.amount'),
                  align: 'right',
                  render: (entry) => <Money value={entry.amount} />,
                },
              ]}
            />
          </div>
        );
      })}
    </Card>
  );
}
