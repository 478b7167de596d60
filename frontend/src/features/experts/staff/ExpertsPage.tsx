import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { StatusTag } from '@/components/base/StatusTag';
import { workStatesOf } from '@/components/base/workLooks';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { areasOptions } from '@/lib/scopes';
import { useSession } from '@/lib/session';
import { type ExpertView, expertsOptions, exportExperts } from '../api';
import { type ExpertFilter, SPECIALITIES } from '../filter';
import { BulkApproval } from './BulkApproval';

/** The library of experts. */
export function ExpertsPage({ filter }: { filter: ExpertFilter }) {
  const { t } = useTranslation('experts');
  const officer = hasRole(useSession().user.grants, 'programme_officer');
  const query = useInfiniteQuery(expertsOptions(filter));
  const table = tableOf(query);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [approving, setApproving] = useState(false);
  // New records wait under one state, renewals under the other.
  const waiting = filter.state === 'submitted' || filter.state === 'approved';
  const chosen = table.rows.filter((row) => selected.has(row.id));
  return (
    <>
      <PageHeader
        title={t('title')}
        extra={
          <>
            {officer ? (
              <>
                <Link to="/app/staff/experts/new" className="yc-btn yc-btn--primary">
                  <Icon name="plus" /> {t('new.open')}
                </Link>
                <Link to="/app/staff/experts/import" className="yc-btn">
                  <Icon name="upload" /> {t('import.title')}
                </Link>
              </>
            ) : null}
            <ExportButton run={exportExperts} filter={filter} />
          </>
        }
      />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...workStatesOf('expert').map((one) => ({ value: one, label: stateLabel('expert', one) })),
          ]}
        />
        <Choices filter={filter} />
        <SearchBox label={t('search')} placeholder={t('search')} value={filter.q} />
      </FilterBar>
      {chosen.length > 0 ? (
        <div className="app-actions">
          <Button type="primary" onClick={() => setApproving(true)}>
            {t('bulk.open', { count: chosen.length })}
          </Button>
        </div>
      ) : null}
      {approving ? (
        <BulkApproval
          rows={chosen}
          onClose={(done) => {
            setApproving(false);
            if (done) setSelected(new Set());
          }}
        />
      ) : null}
      <Card flush>
        <DataTable
          caption={t('title')}
          {...table}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          {...(waiting
            ? {
                selection: {
                  selected,
                  onChange: setSelected,
                  disabledReason: (row: ExpertView) => (mayApprove(row) ? undefined : t('bulk.not')),
                },
              }
            : {})}
          empty={{ title: t('empty'), text: t('emptyHint') }}
          columns={[
            {
              key: 'name',
              title: t('name'),
              primary: true,
              render: (row) => (
                <Link to="/app/staff/experts/$id" params={{ id: row.id }} className="yc-link">
                  {row.name}
                </Link>
              ),
            },
            { key: 'number', title: t('number'), nowrap: true, render: (row) => row.number },
            { key: 'employer', title: t('employer'), render: (row) => row.employer ?? '—' },
            {
              key: 'specialities',
              title: t('specialities'),
              render: (row) =>
                row.specialities.map((one) => enumLabel('speciality', one.code)).join(t('common:comma')) || '—',
            },
            { key: 'area', title: t('area'), render: (row) => row.area_name },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="expert" state={row.state} /> },
            {
              key: 'until',
              title: t('approvedUntil'),
              nowrap: true,
              render: (row) => (row.approved_until ? <DateTime value={row.approved_until} format="date" /> : '—'),
            },
          ]}
        />
      </Card>
    </>
  );
}

function mayApprove(row: ExpertView): boolean {
  return row.available_actions.some((action) => action.event === 'approve' && action.blockers.length === 0);
}

/** Filters with many values: chosen from lists, kept in the address like the others. */
function Choices({ filter }: { filter: ExpertFilter }) {
  const { t } = useTranslation('experts');
  const id = useId();
  const navigate = useNavigate();
  const areas = useQuery(areasOptions).data?.items ?? [];
  const go = (change: Partial<ExpertFilter>) =>
    void navigate({ to: '/app/staff/experts', search: { ...filter, ...change } as never });
  return (
    <>
      <div className="app-field">
        <label htmlFor={`${id}-speciality`}>{t('speciality')}</label>
        <PlainSelect
          id={`${id}-speciality`}
          placeholder={t('common:all')}
          options={SPECIALITIES.map((code) => ({ value: code, label: enumLabel('speciality', code) }))}
          value={filter.speciality ?? null}
          onChange={(code) => go({ speciality: (code ?? undefined) as ExpertFilter['speciality'] })}
        />
      </div>
      <div className="app-field">
        <label htmlFor={`${id}-area`}>{t('area')}</label>
        <PlainSelect
          id={`${id}-area`}
          placeholder={t('common:all')}
          options={areas.map((area) => ({ value: area.code, label: area.name }))}
          value={filter.area_code ?? null}
          onChange={(code) => go({ area_code: code ?? undefined })}
        />
      </div>
    </>
  );
}
