import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { Progress } from '@/components/base/Progress';
import { StatusTag } from '@/components/base/StatusTag';
import { loadTexts, useTranslation } from '@/lib/i18n';
import { useSession } from '@/lib/session';
import { type AssignmentSummary, deskOptions } from './api';
import type { DeskView } from './filter';
import { isMissed, isOpen, isWork } from './progress';

const OwnDiagnostics = lazy(async () => {
  const [file] = await Promise.all([import('./OwnDiagnostics'), loadTexts('diagnostics')]);
  return { default: file.OwnDiagnostics };
});

function shown(view: DeskView | undefined): (row: AssignmentSummary) => boolean {
  if (view === 'done') return (row) => row.state === 'completed';
  if (view === 'open') return isOpen;
  return () => true;
}

/** The reviewer's desk: how much is left, what is where. */
export function DeskPage({ view, callId }: { view: DeskView | undefined; callId: string | undefined }) {
  const { t } = useTranslation('reviews');
  const { user } = useSession();
  const query = useQuery(deskOptions);
  const own = (query.data ?? []).filter((row) => row.reviewer.id === user.id);
  // The defence is scored on a page of its own, on its day.
  const mine = own.filter((row) => row.stage_kind !== 'defence');
  const defences = [
    ...new Map(
      own.filter((row) => row.stage_kind === 'defence' && isOpen(row)).map((row) => [row.call.id, row.call]),
    ).values(),
  ];
  const calls = [...new Map(mine.map((row) => [row.call.id, row.call])).values()];
  const inCall = mine.filter((row) => !callId || row.call.id === callId);
  const work = inCall.filter(isWork);
  const left = work.filter(isOpen);
  const missed = work.filter(isMissed).length;
  const done = work.filter((row) => row.state === 'completed').length;
  // One call at a time: the one that is chosen, or the only one there is.
  const chosen = calls.length === 1 ? calls[0] : calls.find((call) => call.id === callId);
  const finished = chosen && left.length === 0 && done > 0 ? chosen : undefined;
  const nothingLeft = missed > 0 ? t('desk.missed', { count: missed }) : t('desk.nothingLeft');
  const offered = left.filter((row) => row.state === 'offered');
  const first = left.find((row) => row.state === 'accepted');
  return (
    <>
      <PageHeader
        title={t('desk.title')}
        meta={query.data ? (left.length > 0 ? t('desk.left', { count: left.length }) : nothingLeft) : undefined}
        extra={
          first && offered.length === 0 ? (
            <Link to="/app/review/$id" params={{ id: first.id }} search={{}} className="yc-btn yc-btn--primary">
              {t('desk.continue')}
            </Link>
          ) : undefined
        }
      />
      {offered.length > 0 ? (
        <div className="yc-note yc-note--warning app-banner">
          <Icon name="scale" />
          <div>
            <p className="app-banner__title">{t('desk.declareFirst', { count: offered.length })}</p>
            <p>{t('desk.declareText')}</p>
            <Link
              to="/app/review/declare"
              search={callId ? { call_id: callId } : {}}
              className="yc-btn yc-btn--primary"
            >
              {t('desk.declare')}
            </Link>
          </div>
        </div>
      ) : null}
      {defences.map((call) => (
        <div key={call.id} className="yc-note app-banner">
          <Icon name="megaphone" />
          <div>
            <p className="app-banner__title">
              {t('defences:deskTitle')} · {call.title}
            </p>
            <p>{t('defences:deskText')}</p>
            <Link to="/app/review/defence/$id" params={{ id: call.id }} className="yc-btn yc-btn--primary">
              {t('defences:toPanel')}
            </Link>
          </div>
        </div>
      ))}
      {work.length > 0 ? (
        <Card>
          <Progress
            share={Math.round((done * 10_000) / work.length)}
            label={t('desk.progress', { done, all: work.length })}
          />
        </Card>
      ) : null}
      <Card flush>
        <div className="app-card__inset">
          <FilterBar>
            <FilterChips
              name="view"
              label={t('desk.show')}
              value={view}
              options={[
                { value: undefined, label: t('common:all') },
                { value: 'open', label: t('desk.open') },
                { value: 'done', label: t('desk.done') },
              ]}
            />
            {calls.length > 1 ? (
              <FilterChips
                name="call_id"
                label={t('desk.call')}
                value={callId}
                options={[
                  { value: undefined, label: t('common:all') },
                  ...calls.map((call) => ({ value: call.id, label: call.title })),
                ]}
              />
            ) : null}
          </FilterBar>
        </div>
        <DataTable
          caption={t('desk.title')}
          rows={inCall.filter(shown(view))}
          rowKey={(row) => row.id}
          rowName={(row) => row.proposal.number}
          query={query}
          empty={view || callId ? { title: t('desk.none') } : { title: t('desk.empty'), text: t('desk.emptyHint') }}
          columns={[
            {
              key: 'title',
              title: t('desk.proposal'),
              primary: true,
              render: (row) =>
                row.state === 'recused' || row.state === 'replaced' || row.state === 'lapsed' ? (
                  row.proposal.title
                ) : (
                  <Link to="/app/review/$id" params={{ id: row.id }} search={{}} className="yc-link">
                    {row.proposal.title}
                  </Link>
                ),
            },
            { key: 'number', title: t('desk.number'), nowrap: true, render: (row) => row.proposal.number },
            { key: 'organisation', title: t('desk.organisation'), render: (row) => row.proposal.organisation_name },
            ...(calls.length > 1
              ? [{ key: 'call', title: t('desk.call'), render: (row: AssignmentSummary) => row.call.title }]
              : []),
            {
              key: 'state',
              title: t('desk.state'),
              nowrap: true,
              render: (row) =>
                (row.state === 'accepted' || row.review_state === 'abstained') && row.review_state ? (
                  <StatusTag machine="review" state={row.review_state} />
                ) : (
                  <StatusTag machine="assignment" state={row.state} />
                ),
            },
            {
              key: 'until',
              title: t('desk.lastDay'),
              nowrap: true,
              render: (row) => (
                <>
                  <DateTime value={row.scores_until} format="date" />
                  {isMissed(row) ? <span className="yc-muted"> {t('desk.over')}</span> : null}
                </>
              ),
            },
            {
              key: 'submitted',
              title: t('desk.submitted'),
              nowrap: true,
              render: (row) => <DateTime value={row.submitted_at} />,
            },
          ]}
        />
      </Card>
      {finished ? (
        <Suspense fallback={null}>
          <OwnDiagnostics key={finished.id} call={finished} />
        </Suspense>
      ) : null}
    </>
  );
}
