import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateTime } from '@/components/base/DateTime';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import { organisationsOptions } from './api';

/** Registrations that wait for an officer. */
export function OrganisationsWaiting() {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const query = useInfiniteQuery(organisationsOptions({ state: 'submitted' }));
  return (
    <Card
      title={t('staff.waiting')}
      flush
      extra={
        <Link to="/app/staff/verifications" className="yc-link">
          {r('queue.title')}
        </Link>
      }
    >
      <DataTable
        caption={t('staff.waiting')}
        {...tableOf(query)}
        rowKey={(row) => row.id}
        empty={{ title: t('staff.noneWaiting') }}
        columns={[
          {
            key: 'name',
            title: t('staff.name'),
            primary: true,
            render: (row) => (
              <Link to="/app/staff/organisations/$id" params={{ id: row.id }} className="yc-link">
                {row.name}
              </Link>
            ),
          },
          { key: 'kind', title: t('staff.kind'), render: (row) => enumLabel('kind', row.kind) },
          {
            key: 'updated',
            title: t('staff.submittedAt'),
            nowrap: true,
            render: (row) => <DateTime value={row.updated_at} />,
          },
        ]}
      />
    </Card>
  );
}
