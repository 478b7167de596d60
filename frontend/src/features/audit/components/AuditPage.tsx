import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { exportAuditEvents } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, SearchBox } from '@/components/base/FilterBar';
import { textOf, useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { eventLabel } from '@/lib/labels';
import { type AuditEventView, auditOptions } from '../api';
import { type AuditFilter, SUBJECTS } from '../filter';

/** Who did what, when and why. Filters live in the address; a row's subject narrows the trail to that thing. */
export function AuditPage({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation('audit');
  const navigate = useNavigate();
  const query = useInfiniteQuery(auditOptions(filter));
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={t('lead')}
        extra={<ExportButton run={exportAuditEvents} filter={filter} />}
      />
      <FilterBar>
        <div className="app-inlinefield">
          <label htmlFor="subject-kind">{t('subject')}</label>
          <Select
            id="subject-kind"
            allowClear
            value={filter.subject_kind ?? null}
            placeholder={t('common:all')}
            style={{ width: '14rem' }}
            options={SUBJECTS.map((kind) => ({ value: kind, label: subjectLabel(kind) }))}
            onChange={(kind) =>
              void navigate({
                to: '.',
                search: ((before: Record<string, unknown>) => ({
                  ...before,
                  subject_kind: kind ?? undefined,
                  subject_id: undefined,
                })) as never,
              })
            }
          />
        </div>
        <SearchBox name="subject_id" label={t('subjectId')} placeholder={t('subjectId')} value={filter.subject_id} />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          detail={(row) => <Change event={row} />}
          columns={[
            {
              key: 'at',
              title: t('at'),
              nowrap: true,
              render: (row) => <DateTime value={row.at} format="seconds" />,
            },
            {
              key: 'action',
              title: t('action'),
              primary: true,
              render: (row) => (
                <>
                  {actionLabel(row.action)} <span className="yc-muted">{row.action}</span>
                </>
              ),
            },
            {
              key: 'subject',
              title: t('subject'),
              render: (row) =>
                row.subject_id ? (
                  <Link
                    to="/app/admin/audit"
                    search={{ subject_kind: row.subject_kind, subject_id: row.subject_id }}
                    className="yc-link"
                  >
                    {subjectLabel(row.subject_kind)} <span className="app-mono">{row.subject_id.slice(-8)}</span>
                  </Link>
                ) : (
                  subjectLabel(row.subject_kind)
                ),
            },
            {
              key: 'actor',
              title: t('actor'),
              render: (row) =>
                row.actor_id ? (
                  <Link to="/app/admin/users/$id" params={{ id: row.actor_id }} className="yc-link">
                    {t('account')} <span className="app-mono">{row.actor_id.slice(-8)}</span>
                  </Link>
                ) : (
                  t('platform')
                ),
            },
            { key: 'reason', title: t('reason'), render: (row) => row.reason ?? '—' },
          ]}
        />
      </Card>
    </>
  );
}

function subjectLabel(kind: string): string {
  return textOf(`audit:kind.${kind}`) ?? kind;
}

/** `proposal.submit` in words: the event as its machine names it. */
function actionLabel(action: string): string {
  const [machine = '', event = action] = action.split('.');
  return textOf(`audit:actions.${machine}_${event}`) ?? `${subjectLabel(machine)} · ${eventLabel(event, machine)}`;
}

/** What it was before and what it is after, when either was recorded. */
function Change({ event }: { event: AuditEventView }) {
  const { t } = useTranslation('audit');
  if (!event.before && !event.after) return null;
  return (
    <details className="app-details">
      <summary>
        {t('change')}
        <span className="yc-visually-hidden"> {event.action}</span>
      </summary>
      <div className="app-formgrid">
        {(['before', 'after'] as const).map((side) => (
          <div key={side}>
            <p className="yc-strong">{t(side)}</p>
            <pre className="app-mono app-prose">{event[side] ? JSON.stringify(event[side], null, 2) : '—'}</pre>
          </div>
        ))}
      </div>
      {event.request_id ? (
        <p className="yc-muted">
          {t('request')} <span className="app-mono">{event.request_id}</span>
        </p>
      ) : null}
    </details>
  );
}
