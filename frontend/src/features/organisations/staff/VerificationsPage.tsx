import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { FooterBar } from '@/components/app/FooterBar';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { useAreaName } from '@/lib/scopes';
import { exportVerifications, type VerificationSummary, verificationsOptions, verificationsQuery } from './api';
import { BulkVerification } from './BulkVerification';
import type { VerificationFilter } from './filter';
import '@/styles/organisations.css';

/** What waits for an officer, the longest wait first; registrations can be answered many at once. */
export function VerificationsPage({ filter }: { filter: VerificationFilter }) {
  const { t } = useTranslation('record');
  const areaName = useAreaName();
  const query = useInfiniteQuery(verificationsOptions(filter));
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [event, setEvent] = useState<'verify' | 'return' | null>(null);
  const table = tableOf(query);
  const chosen = table.rows.filter((row) => selected.has(row.id));
  return (
    <>
      <PageHeader
        title={t('queue.title')}
        extra={<ExportButton run={exportVerifications} filter={verificationsQuery(filter)} />}
      />
      <FilterBar>
        <FilterChips
          name="kind"
          label={t('queue.kind')}
          value={filter.kind}
          options={[
            { value: undefined, label: t('queue.all') },
            { value: 'registration', label: t('queue.registration') },
            { value: 'change', label: t('queue.change') },
          ]}
        />
        <FilterChips
          name="show"
          label={t('queue.show')}
          value={filter.show}
          options={[
            { value: undefined, label: t('queue.waiting') },
            { value: 'late', label: t('queue.late') },
            { value: 'returned', label: t('queue.returned') },
            { value: 'accepted', label: t('queue.accepted') },
          ]}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('queue.title')}
          {...table}
          rowKey={(row) => row.id}
          rowName={(row) => row.organisation_name}
          rowTone={(row) => (row.late && row.state === 'waiting' ? 'warning' : undefined)}
          empty={{ title: t('queue.none') }}
          {...(filter.show === undefined || filter.show === 'late'
            ? {
                selection: {
                  selected,
                  onChange: setSelected,
                  disabledReason: (row: VerificationSummary) =>
                    row.kind === 'change' ? t('queue.oneByOne') : undefined,
                },
              }
            : {})}
          columns={[
            {
              key: 'name',
              title: t('queue.name'),
              primary: true,
              render: (row) => (
                <Link to="/app/staff/verifications/$id" params={{ id: row.id }} className="yc-link">
                  {row.organisation_name}
                </Link>
              ),
            },
            {
              key: 'kind',
              title: t('queue.kind'),
              render: (row) => (
                <>
                  {t(row.kind === 'change' ? 'queue.change' : 'queue.registration')}
                  {row.again ? <Tag tone="waiting" icon="back" text={t('queue.again')} /> : null}
                </>
              ),
            },
            { key: 'uscc', title: t('queue.uscc'), nowrap: true, render: (row) => row.uscc },
            { key: 'area', title: t('queue.area'), render: (row) => areaName(row.area_code) },
            {
              key: 'at',
              title: t('queue.submitted'),
              nowrap: true,
              render: (row) => <DateTime value={row.submitted_at} />,
            },
            {
              key: 'days',
              title: t('queue.days'),
              align: 'right',
              nowrap: true,
              render: (row) => (row.working_days == null ? '—' : t('queue.dayCount', { count: row.working_days })),
            },
            {
              key: 'due',
              title: t('queue.due'),
              nowrap: true,
              render: (row) => (
                <>
                  <DateTime value={row.due_on} format="date" />{' '}
                  {row.late ? <Tag tone="danger" icon="clock" text={t('queue.late')} /> : null}
                </>
              ),
            },
            {
              key: 'state',
              title: t('queue.state'),
              render: (row) => <StatusTag machine="verification" state={row.state} />,
            },
          ]}
        />
      </Card>
      {chosen.length > 0 ? (
        <FooterBar status={t('queue.chosen', { count: chosen.length })}>
          <Button onClick={() => setEvent('return')}>{t('queue.returnMany')}</Button>
          <Button type="primary" onClick={() => setEvent('verify')}>
            {t('queue.verifyMany')}
          </Button>
        </FooterBar>
      ) : null}
      {event ? (
        <BulkVerification
          event={event}
          rows={chosen}
          onClose={(done) => {
            setEvent(null);
            if (done) setSelected(new Set());
          }}
        />
      ) : null}
    </>
  );
}
