import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { exportCalls } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { stateLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { callsOptions } from './api';
import { CALL_STATES, type CallFilter } from './filter';

export function CallsPage({ filter }: { filter: CallFilter }) {
  const { t } = useTranslation('calls');
  const { user } = useSession();
  const query = useInfiniteQuery(callsOptions(filter));
  const create = (
    <Link to="/app/staff/calls/new" className="yc-btn yc-btn--primary">
      <Icon name="plus" /> {t('staff.new')}
    </Link>
  );
  const officer = hasRole(user.grants, 'programme_officer');
  return (
    <>
      <PageHeader
        title={t('staff.title')}
        extra={
          <>
            <ExportButton run={exportCalls} filter={filter} />
            {officer ? create : null}
          </>
        }
      />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('staff.state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...CALL_STATES.map((state) => ({ value: state, label: stateLabel('call', state) })),
          ]}
        />
        <SearchBox label={t('staff.search')} placeholder={t('staff.search')} value={filter.q} />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('staff.title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'title',
              title: t('staff.callTitle'),
              primary: true,
              render: (row) => (
                <Link to="/app/staff/calls/$id" params={{ id: row.id }} className="yc-link">
                  {row.title}
                </Link>
              ),
            },
            { key: 'number', title: t('staff.number'), nowrap: true, render: (row) => row.number },
            { key: 'area', title: t('staff.area'), render: (row) => row.area.name },
            { key: 'budget', title: t('staff.budget'), align: 'right', render: (row) => <Money value={row.budget} /> },
            {
              key: 'closes',
              title: t('staff.closes'),
              nowrap: true,
              render: (row) => <DateTime value={row.closes_at} format="due" />,
            },
            {
              key: 'proposals',
              title: t('staff.proposals'),
              align: 'right',
              render: (row) => t('staff.copies', { count: row.counts.proposals }),
            },
            { key: 'state', title: t('staff.state'), render: (row) => <StatusTag machine="call" state={row.state} /> },
          ]}
        />
      </Card>
    </>
  );
}
