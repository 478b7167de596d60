import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { exportNotices } from '@/api/gen/sdk.gen';
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
import { stateLabel } from '@/lib/labels';
import { noticesOptions } from './api';
import { NOTICE_STATES, type NoticeFilter } from './filter';

export function NoticesPage({ filter }: { filter: NoticeFilter }) {
  const { t } = useTranslation('notices');
  const query = useInfiniteQuery(noticesOptions(filter));
  return (
    <>
      <PageHeader title={t('staff.title')} extra={<ExportButton run={exportNotices} filter={filter} />} />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('staff.state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...NOTICE_STATES.map((state) => ({ value: state, label: stateLabel('notice', state) })),
          ]}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('staff.title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'title',
              title: t('staff.field.title'),
              primary: true,
              render: (row) => (
                <Link to="/app/staff/calls/$id/notice" params={{ id: row.call.id }} className="yc-link">
                  {row.title}
                </Link>
              ),
            },
            { key: 'number', title: t('staff.number'), nowrap: true, render: (row) => row.number },
            {
              key: 'period',
              title: t('staff.period'),
              nowrap: true,
              render: (row) => (
                <>
                  <DateTime value={row.starts_on} format="date" /> — <DateTime value={row.ends_on} format="date" />
                </>
              ),
            },
            {
              key: 'days',
              title: t('staff.length'),
              render: (row) => t('staff.workingDays', { count: row.working_days }),
            },
            { key: 'awards', title: t('staff.recommended'), align: 'right', render: (row) => row.awards },
            { key: 'total', title: t('staff.total'), align: 'right', render: (row) => <Money value={row.total} /> },
            {
              key: 'state',
              title: t('staff.state'),
              render: (row) => <StatusTag machine="notice" state={row.state} />,
            },
          ]}
        />
      </Card>
    </>
  );
}
