import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { type ConflictView, confirmConflict, conflictsOptions, dismissConflict, exportConflicts } from './api';
import { ConflictForm } from './ConflictForm';
import { CONFLICT_SOURCES, CONFLICT_STATES, type ConflictFilter } from './filter';

/** Conflicts of interest of one's area, and the forms that add to them. */
export function ConflictsPage({ filter }: { filter: ConflictFilter }) {
  const { t } = useTranslation('conflicts');
  const officer = hasRole(useSession().user.grants, 'programme_officer');
  const [form, setForm] = useState<'me' | 'reviewer' | null>(null);
  const query = useInfiniteQuery(conflictsOptions(filter));
  return (
    <>
      <PageHeader
        title={t('title')}
        extra={
          <>
            {officer ? <Button onClick={() => setForm('reviewer')}>{t('record.open')}</Button> : null}
            <Button onClick={() => setForm('me')}>{t('declare.open')}</Button>
            <ExportButton run={exportConflicts} filter={filter} />
          </>
        }
      />
      {form ? <ConflictForm key={form} about={form} onDone={() => setForm(null)} /> : null}
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('all') },
            ...CONFLICT_STATES.map((one) => ({ value: one, label: stateLabel('conflict', one) })),
          ]}
        />
        <FilterChips
          name="source"
          label={t('source')}
          value={filter.source}
          options={[
            { value: undefined, label: t('all') },
            ...CONFLICT_SOURCES.map((one) => ({ value: one, label: enumLabel('conflict_source', one) })),
          ]}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.person.name} ${row.organisation.name}`}
          empty={{ title: t('none'), text: t('noneHint') }}
          columns={[
            { key: 'person', title: t('person'), primary: true, render: (row) => row.person.name },
            { key: 'organisation', title: t('organisation'), render: (row) => <Party row={row} /> },
            { key: 'kind', title: t('kind'), render: (row) => <Kind row={row} /> },
            { key: 'severity', title: t('severity'), render: (row) => enumLabel('conflict_severity', row.severity) },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="conflict" state={row.state} /> },
            { key: 'reason', title: t('reason'), render: (row) => row.reason },
            {
              key: 'recorded',
              title: t('recorded'),
              nowrap: true,
              render: (row) => <DateTime value={row.recorded_at} />,
            },
            { key: 'actions', title: t('actions'), render: (row) => <Decision row={row} /> },
          ]}
        />
      </Card>
    </>
  );
}

function Party({ row }: { row: ConflictView }) {
  const { t } = useTranslation('conflicts');
  return (
    <>
      {row.organisation.name}
      {row.proposal_id ? <span className="yc-muted"> ({t('oneProposal')})</span> : null}
    </>
  );
}

function Kind({ row }: { row: ConflictView }) {
  return (
    <>
      {enumLabel('conflict_kind', row.kind)}{' '}
      <span className="yc-muted">
        {row.trace ? enumLabel('conflict_trace', row.trace) : enumLabel('conflict_source', row.source)}
      </span>
    </>
  );
}

function Decision({ row }: { row: ConflictView }) {
  const { t } = useTranslation('conflicts');
  const path = { id: row.id };
  return (
    <ActionBar
      resource={row}
      machine="conflict"
      actions={{
        confirm: {
          danger: true,
          reason: 'required',
          confirm: t('confirmText'),
          run: ({ headers, reason }) => confirmConflict({ path, headers, body: { reason } }),
        },
        dismiss: {
          reason: 'required',
          confirm: t('dismissText'),
          run: ({ headers, reason }) => dismissConflict({ path, headers, body: { reason } }),
        },
      }}
    />
  );
}
