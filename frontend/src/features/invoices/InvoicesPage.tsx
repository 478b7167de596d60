import { useInfiniteQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { exportInvoices, invoicesOptions } from './api';
import { INVOICE_STATES, type InvoiceFilter } from './filter';
import { RedInvoice } from './RedInvoice';

/** The invoices that payments rest on: of one's area, or of one's own organisation. */
export function InvoicesPage({ filter }: { filter: InvoiceFilter }) {
  const { t } = useTranslation('invoices');
  const { user } = useSession();
  const enters = hasRole(user.grants, 'applicant_owner', 'applicant_finance', 'finance_maker', 'finance_checker');
  const query = useInfiniteQuery(invoicesOptions(filter));
  return (
    <>
      <PageHeader title={t('title')} extra={<ExportButton run={exportInvoices} filter={filter} />} />
      <p className="yc-muted">{t('intro')}</p>
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...INVOICE_STATES.map((one) => ({ value: one, label: enumLabel('invoiceState', one) })),
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
            { key: 'number', title: t('number'), primary: true, nowrap: true, render: (row) => row.number },
            {
              key: 'kind',
              title: t('kind'),
              render: (row) => (
                <Tag tone={row.kind === 'red' ? 'danger' : 'neutral'} text={enumLabel('invoiceKind', row.kind)} />
              ),
            },
            {
              key: 'issued',
              title: t('issuedOn'),
              nowrap: true,
              render: (row) => <DateTime value={row.issued_on} format="date" />,
            },
            { key: 'seller', title: t('seller'), render: (row) => row.seller_name },
            { key: 'total', title: t('total'), align: 'right', render: (row) => <Money value={row.total} /> },
            { key: 'tranche', title: t('tranche'), nowrap: true, render: (row) => row.tranche_number },
            {
              key: 'file',
              title: t('file'),
              render: (row) => (row.file_sha256 ? t('byFile') : t('byHand')),
            },
            {
              key: 'state',
              title: t('state'),
              render: (row) => (
                <>
                  {enumLabel('invoiceState', row.state)}
                  {row.reason ? <span className="yc-muted"> {row.reason}</span> : null}
                </>
              ),
            },
            ...(enters
              ? [
                  {
                    key: 'red',
                    title: t('red'),
                    render: (row: Parameters<typeof RedInvoice>[0]['invoice']) => <RedInvoice invoice={row} />,
                  },
                ]
              : []),
          ]}
        />
      </Card>
    </>
  );
}
