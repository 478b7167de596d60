import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { donationsOptions, exportDonations } from './api';
import { DonationForm } from './DonationForm';
import { DONATION_KINDS, DONATION_STATES, type DonationFilter } from './filter';

/** What was given to the community funds of one's area. */
export function DonationsPage({ filter }: { filter: DonationFilter }) {
  const { t } = useTranslation('donations');
  const maker = hasRole(useSession().user.grants, 'finance_maker');
  const [making, setMaking] = useState(false);
  const query = useInfiniteQuery(donationsOptions(filter));
  return (
    <>
      <PageHeader
        title={t('title')}
        extra={
          <>
            {maker ? (
              <Button type="primary" onClick={() => setMaking(true)}>
                {t('new')}
              </Button>
            ) : null}
            <ExportButton run={exportDonations} filter={filter} />
          </>
        }
      />
      <p className="yc-muted">{t('intro')}</p>
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...DONATION_STATES.map((one) => ({ value: one, label: stateLabel('donation', one) })),
          ]}
        />
        <FilterChips
          name="kind"
          label={t('kind')}
          value={filter.kind}
          options={[
            { value: undefined, label: t('common:all') },
            ...DONATION_KINDS.map((one) => ({ value: one, label: enumLabel('donation_kind', one) })),
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
            {
              key: 'number',
              title: t('number'),
              primary: true,
              nowrap: true,
              render: (row) => (
                <Link to="/app/finance/donations/$id" params={{ id: row.id }} className="yc-link">
                  {row.number}
                </Link>
              ),
            },
            {
              key: 'donor',
              title: t('donor'),
              render: (row) => (
                <>
                  {row.donor_name}
                  {row.anonymous ? <span className="yc-muted"> {t('anonymousMark')}</span> : null}
                </>
              ),
            },
            { key: 'fund', title: t('fund'), render: (row) => row.fund.name },
            { key: 'what', title: t('what'), render: (row) => row.goods ?? enumLabel('donation_kind', row.kind) },
            { key: 'purpose', title: t('purpose'), render: (row) => row.purpose ?? t('undirected') },
            { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money value={row.amount} /> },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="donation" state={row.state} /> },
            {
              key: 'received',
              title: t('received'),
              nowrap: true,
              render: (row) => <DateTime value={row.received_on} format="date" />,
            },
          ]}
        />
      </Card>
      {making ? <DonationForm onClose={() => setMaking(false)} /> : null}
    </>
  );
}
