import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateTime } from '@/components/base/DateTime';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { nextStep } from '../lib/nextStep';
import { callsOptions } from './api';

/** The running calls, each with what it waits for. */
export function CallsByState() {
  const { t } = useTranslation('calls');
  const query = useInfiniteQuery(callsOptions({}));
  const { rows, ...table } = tableOf(query);
  const running = rows.filter((row) => row.state !== 'archived' && row.state !== 'cancelled');
  return (
    <Card title={t('staff.running')} flush>
      <DataTable
        caption={t('staff.running')}
        {...table}
        rows={running}
        rowKey={(row) => row.id}
        empty={{ title: t('staff.noneRunning') }}
        columns={[
          {
            key: 'title',
            title: t('staff.callTitle'),
            primary: true,
            render: (row) => {
              const step = nextStep(row);
              return (
                <Link to={step.to} params={{ id: row.id }} className="yc-link">
                  {row.title}
                </Link>
              );
            },
          },
          { key: 'state', title: t('staff.state'), render: (row) => <StatusTag machine="call" state={row.state} /> },
          {
            key: 'next',
            title: t('staff.nextStep'),
            render: (row) => {
              const step = nextStep(row);
              return t(`staff.next.${step.key}`, { count: step.count ?? 0 });
            },
          },
          {
            key: 'closes',
            title: t('staff.closes'),
            nowrap: true,
            render: (row) => <DateTime value={row.closes_at} format="due" />,
          },
        ]}
      />
    </Card>
  );
}
