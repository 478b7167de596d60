import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { FooterBar } from '@/components/app/FooterBar';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel, eventLabel, stateLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { exportNeeds, type NeedSummary, needsOptions } from './api';
import { useAreaChoices } from './areas';
import { NEED_STATES, type NeedFilter, WAITING_ON } from './filter';
import { BULK, type BulkEvent, NeedsBulk } from './NeedsBulk';
import '@/styles/needs.css';

export function NeedsPage({ filter }: { filter: NeedFilter }) {
  const { t } = useTranslation('needs');
  const navigate = useNavigate();
  const areas = useAreaChoices();
  const { user } = useSession();
  const officer = hasRole(user.grants, 'community_officer', 'street_officer', 'programme_officer');
  const query = useInfiniteQuery(needsOptions(filter));
  const table = tableOf(query);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [bulk, setBulk] = useState<{ event: BulkEvent; rows: NeedSummary[] } | null>(null);
  const chosen = table.rows.filter((row) => selected.has(row.id));
  const events = BULK.filter((event) => chosen.some((row) => offers(row, event)));
  return (
    <>
      <PageHeader
        title={t('staff.title')}
        extra={
          <>
            <ExportButton run={exportNeeds} filter={filter} />
            <Link to="/app/staff/needs/clock" className="yc-btn">
              {t('clock.title')}
            </Link>
            {officer ? (
              <>
                <Link to="/app/staff/needs/import" className="yc-btn">
                  {t('import.title')}
                </Link>
                <Link to="/app/staff/needs/new" className="yc-btn yc-btn--primary">
                  {t('staff.new')}
                </Link>
              </>
            ) : null}
          </>
        }
      />
      <FilterBar>
        <FilterChips
          name="waiting_on"
          label={t('staff.waitingOn')}
          value={filter.waiting_on}
          options={[
            { value: undefined, label: t('common:all') },
            ...WAITING_ON.map((value) => ({
              value,
              label: value === 'me' ? t('staff.me') : enumLabel('need_level', value),
            })),
          ]}
        />
        <FilterChips
          name="late"
          label={t('staff.clock')}
          value={filter.late}
          options={[
            { value: undefined, label: t('common:all') },
            { value: 'true', label: t('staff.late') },
          ]}
        />
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...NEED_STATES.map((state) => ({ value: state, label: stateLabel('need', state) })),
          ]}
        />
        <div className="need-filterselect">
          <label htmlFor="need-area" className="yc-visually-hidden">
            {t('staff.area')}
          </label>
          <PlainSelect
            id="need-area"
            placeholder={t('staff.everyArea')}
            options={areas}
            value={filter.area_code ?? null}
            onChange={(area) =>
              void navigate({ to: '/app/staff/needs', search: { ...filter, area_code: area ?? undefined } as never })
            }
          />
        </div>
        <SearchBox label={t('staff.search')} placeholder={t('staff.search')} value={filter.q} />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('staff.title')}
          {...table}
          rowKey={(row) => row.id}
          rowName={(row) => row.number}
          rowTone={(row) => (row.late_days > 0 ? 'warning' : undefined)}
          empty={filter.waiting_on === 'me' && !filter.q ? { title: t('staff.nothingWaits') } : {}}
          {...(officer
            ? {
                selection: {
                  selected,
                  onChange: setSelected,
                  disabledReason: (row: NeedSummary) =>
                    BULK.some((event) => offers(row, event)) ? undefined : t('staff.noStep'),
                },
              }
            : {})}
          columns={[
            {
              key: 'heading',
              title: t('staff.need'),
              primary: true,
              render: (row) => (
                <>
                  <Link to="/app/staff/needs/$id" params={{ id: row.id }} className="yc-link">
                    {row.heading}
                  </Link>
                  <span className="app-table__reason">
                    {row.number} · {row.area_name}
                  </span>
                </>
              ),
            },
            { key: 'category', title: t('category'), render: (row) => enumLabel('need_category', row.category) },
            { key: 'urgency', title: t('urgency'), render: (row) => enumLabel('need_urgency', row.urgency) },
            { key: 'source', title: t('staff.source'), render: (row) => enumLabel('need_source', row.source) },
            {
              key: 'endorsements',
              title: t('staff.endorsements'),
              align: 'right',
              render: (row) => row.endorsements,
            },
            {
              key: 'due',
              title: t('staff.due'),
              nowrap: true,
              render: (row) => <Clock row={row} />,
            },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="need" state={row.state} /> },
          ]}
        />
      </Card>
      {chosen.length > 0 ? (
        <FooterBar status={t('staff.selected', { count: chosen.length })}>
          {events.map((event) => (
            <Button
              key={event}
              type={event === 'accept' ? 'primary' : 'default'}
              danger={event === 'decline'}
              onClick={() => setBulk({ event, rows: chosen })}
            >
              {eventLabel(event, 'need')}
            </Button>
          ))}
          <Button type="text" onClick={() => setSelected(new Set())}>
            {t('common:list.clearSelection')}
          </Button>
        </FooterBar>
      ) : null}
      {bulk ? (
        <NeedsBulk
          event={bulk.event}
          rows={bulk.rows}
          onClose={() => {
            setBulk(null);
            setSelected(new Set());
          }}
        />
      ) : null}
    </>
  );
}

function offers(row: NeedSummary, event: string): boolean {
  return row.available_actions.some((action) => action.event === event);
}

/** Whose turn it is and until when; late ones with their days. */
function Clock({ row }: { row: NeedSummary }) {
  const { t } = useTranslation('needs');
  if (row.state !== 'reported') return <>—</>;
  return (
    <>
      {enumLabel('need_level', row.level)}
      <span className="app-table__reason">
        {row.due_on ? <DateTime value={row.due_on} format="date" /> : t('receipt.dueUnknown')}
      </span>
      {row.late_days > 0 ? <span className="need-late">{t('late', { count: row.late_days })}</span> : null}
    </>
  );
}
