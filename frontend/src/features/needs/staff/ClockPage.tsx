import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { FieldRow } from '@/components/app/FieldRow';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { responseDaysOptions, setResponseDays } from './api';
import { useAreaChoices } from './areas';

/** Within how many working days needs are answered: by default, and in areas that say otherwise. */
export function ClockPage() {
  const { t } = useTranslation('needs');
  const client = useQueryClient();
  const query = useQuery(responseDaysOptions);
  const director = hasRole(useSession().user.grants, 'programme_director');
  const { running, error, run } = useSubmit();
  const set = (area_code: string, days: number | null) =>
    run(async () => {
      const { data } = await setResponseDays({ path: { area_code }, body: { days } });
      client.setQueryData(responseDaysOptions.queryKey, data);
    });
  return (
    <>
      <PageHeader title={t('clock.title')} crumbs={[{ label: t('staff.title'), to: '/app/staff/needs' }]} />
      <ErrorSummary error={error} />
      {director ? <SetCard running={running} set={set} /> : null}
      <Card title={t('clock.areas')} flush>
        <p className="app-cardnote">{t('clock.default', { count: query.data?.default_days ?? 0 })}</p>
        <DataTable
          caption={t('clock.areas')}
          rows={query.data?.items ?? []}
          rowKey={(row) => row.area_code}
          query={query}
          empty={{ title: t('clock.none') }}
          columns={[
            { key: 'area', title: t('clock.area'), primary: true, render: (row) => row.area_name },
            { key: 'days', title: t('clock.days'), align: 'right', render: (row) => row.days },
            ...(director
              ? [
                  {
                    key: 'remove',
                    title: t('clock.change'),
                    render: (row: { area_code: string; area_name: string }) => (
                      <Button
                        size="small"
                        disabled={running}
                        aria-label={t('clock.removeOf', { name: row.area_name })}
                        onClick={() => void set(row.area_code, null)}
                      >
                        {t('clock.remove')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
    </>
  );
}

function SetCard({ running, set }: { running: boolean; set: (area: string, days: number | null) => Promise<boolean> }) {
  const { t } = useTranslation('needs');
  const [area, setArea] = useState<string | null>(null);
  const [days, setDays] = useState<number | null>(null);
  const areas = useAreaChoices();
  const id = useId();
  const daysId = useId();
  return (
    <Card title={t('clock.set')}>
      <p>{t('clock.hint')}</p>
      <div className="app-formgrid">
        <FieldRow id={id} label={t('clock.area')}>
          {(props) => (
            <PlainSelect {...props} value={area} onChange={setArea} options={areas} placeholder={t('clock.choose')} />
          )}
        </FieldRow>
        <FieldRow id={daysId} label={t('clock.days')} hint={t('clock.daysHint')}>
          {(props) => <InputNumber {...props} min={1} max={30} precision={0} value={days} onChange={setDays} />}
        </FieldRow>
      </div>
      <Button
        type="primary"
        loading={running}
        disabled={area === null || days === null}
        onClick={() => {
          if (area !== null && days !== null) void set(area, days);
        }}
      >
        {t('clock.save')}
      </Button>
    </Card>
  );
}
