import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateTime } from '@/components/base/DateTime';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { needsOptions } from './api';
import '@/styles/needs.css';

/** Needs that wait for the person's own answer. */
export function NeedsWaiting() {
  const { t } = useTranslation('needs');
  const query = useInfiniteQuery(needsOptions({ waiting_on: 'me' }));
  return (
    <Card title={t('staff.waiting')} flush>
      <DataTable
        caption={t('staff.waiting')}
        {...tableOf(query)}
        rowKey={(row) => row.id}
        empty={{ title: t('staff.nothingWaits') }}
        columns={[
          {
            key: 'heading',
            title: t('staff.need'),
            primary: true,
            render: (row) => (
              <Link to="/app/staff/needs/$id" params={{ id: row.id }} className="yc-link">
                {row.heading}
              </Link>
            ),
          },
          { key: 'area', title: t('staff.area'), render: (row) => row.area_name },
          { key: 'state', title: t('state'), render: (row) => <StatusTag machine="need" state={row.state} /> },
          {
            key: 'due',
            title: t('staff.due'),
            nowrap: true,
            render: (row) =>
              row.late_days > 0 ? (
                <span className="need-late">{t('late', { count: row.late_days })}</span>
              ) : row.due_on && row.state === 'reported' ? (
                <DateTime value={row.due_on} format="date" />
              ) : (
                '—'
              ),
          },
        ]}
      />
    </Card>
  );
}
