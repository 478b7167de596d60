import { Card } from '@/components/app/Card';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import type { ExpertDetail } from '../api';

/** A whole record, read only: who it is, where they work, and on which panels they sat. */
export function ExpertRecord({ expert }: { expert: ExpertDetail }) {
  const { t } = useTranslation('experts');
  const days = (from: string | null | undefined, until: string | null | undefined) => (
    <>
      {from ? <DateTime value={from} format="date" /> : '—'} – {until ? <DateTime value={until} format="date" /> : '—'}
    </>
  );
  return (
    <>
      <Card title={t('form.person')}>
        <Descriptions
          items={[
            { label: t('titles'), value: expert.titles },
            { label: t('employer'), value: expert.employer },
            { label: t('area'), value: expert.area_name },
            { label: t('phone'), value: expert.phone },
            { label: t('email'), value: expert.email },
            { label: t('loadCap'), value: expert.load_cap },
            {
              label: t('approvedUntil'),
              value: expert.approved_until ? <DateTime value={expert.approved_until} format="date" /> : null,
            },
            { label: t('maySit'), value: t(expert.may_sit ? 'common:yes' : 'common:no') },
            { label: t('registeredBy'), value: expert.registered_by.name },
            { label: t('approvedBy'), value: expert.approved_by?.name },
            {
              label: t('specialities'),
              wide: true,
              value: expert.specialities
                .map((one) => `${enumLabel('speciality', one.code)} ${one.weight}`)
                .join(t('common:comma')),
            },
            {
              label: t('available'),
              wide: true,
              value:
                expert.available.length === 0
                  ? t('always')
                  : expert.available.map((one) => `${one.from_on} – ${one.until_on}`).join(t('common:comma')),
            },
          ]}
        />
      </Card>
      <Card title={t('affiliations')}>
        {expert.affiliations.length === 0 ? (
          <EmptyState title={t('noPlaces')} />
        ) : (
          <PlainTable
            caption={t('affiliations')}
            rows={expert.affiliations}
            rowKey={(row) => `${row.organisation} ${row.from_on} ${row.role}`}
            columns={[
              { key: 'organisation', title: t('organisation'), primary: true, render: (row) => row.organisation },
              { key: 'uscc', title: t('uscc'), render: (row) => row.uscc ?? '—' },
              {
                key: 'role',
                title: t('role'),
                render: (row) => [row.employer ? t('employer') : '', row.role].filter(Boolean).join(' · ') || '—',
              },
              { key: 'days', title: t('days'), render: (row) => days(row.from_on, row.to_on) },
            ]}
          />
        )}
      </Card>
      <Card title={t('rounds')}>
        {expert.rounds.length === 0 ? (
          <EmptyState title={t('noRounds')} />
        ) : (
          <PlainTable
            caption={t('rounds')}
            rows={expert.rounds}
            rowKey={(row) => row.call_id}
            columns={[
              { key: 'call', title: t('call'), primary: true, render: (row) => `${row.number} ${row.title}` },
              { key: 'assigned', title: t('assigned'), render: (row) => row.assigned },
              { key: 'completed', title: t('completed'), render: (row) => row.completed },
              { key: 'recused', title: t('recused'), render: (row) => row.recused },
            ]}
          />
        )}
      </Card>
    </>
  );
}
