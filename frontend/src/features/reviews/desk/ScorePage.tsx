import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import { actionHeaders } from '@/api/client';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { ProposalDocument, ProposalParts } from '@/components/app/ProposalDocument';
import { titledFiles } from '@/components/app/ProposalFiles';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { StatusTag } from '@/components/base/StatusTag';
import { formatDate } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { schemeOf } from '@/lib/scheme';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import {
  type AssignmentView,
  assignedAnswersOptions,
  assignmentOptions,
  attestAssignment,
  deskOptions,
  type RecusalKind,
  recuseAssignment,
  reviewedCallOptions,
  withdrawReview,
} from './api';
import { isOpen, isWork, nextOpen } from './progress';
import { RecusalKindField } from './RecusalFields';
import { ReviewReading } from './ReviewReading';
import { ScoreDesk } from './ScoreDesk';
import '@/styles/reviews.css';

export type ScorePane = 'proposal' | 'rubric';

/** One proposal on the reviewer's desk: the declaration, then proposal and rubric side by side. */
export function ScorePage({ id, pane, start }: { id: string; pane: ScorePane; start: boolean }) {
  const { t } = useTranslation('reviews');
  const { data: assignment } = useSuspenseQuery(assignmentOptions(id));
  const { data: call } = useQuery(reviewedCallOptions(assignment.call.id));
  const { data: answers } = useQuery({ ...assignedAnswersOptions(id), enabled: assignment.proposal !== null });
  const { user } = useSession();
  const { data: desk = [] } = useQuery(deskOptions);
  const rows = desk.filter((row) => row.reviewer.id === user.id && row.call.id === assignment.call.id);
  const work = rows.filter(isWork);
  const left = work.filter(isOpen).length;
  const finished = work.filter((row) => row.state === 'completed').length;
  const progress = t('desk.progress', { done: finished, all: work.length });
  const until = assignment.scores_until;
  const next = nextOpen(rows, id);
  const client = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const [declared, setDeclared] = useState(false);

  // The next one is read ahead, so that no time passes between two proposals.
  useEffect(() => {
    if (!next) return;
    void client.prefetchQuery(assignmentOptions(next.id));
    void client.prefetchQuery(assignedAnswersOptions(next.id));
  }, [next, client]);

  const { proposal, review, proposal_summary: summary } = assignment;
  const offered = [...assignment.available_actions, ...(review?.available_actions ?? [])];
  const over = offered.some((action) => action.blockers.some((fault) => fault.code === 'scoring_over'));
  const writable = offered.some((action) => action.event === 'save') && !over;
  return (
    <>
      <PageHeader
        title={summary.title}
        crumbs={[{ label: t('desk.title'), to: '/app/review' }]}
        tags={
          review && (assignment.state === 'accepted' || review.state === 'abstained') ? (
            <StatusTag machine="review" state={review.state} />
          ) : (
            <StatusTag machine="assignment" state={assignment.state} />
          )
        }
        meta={[
          summary.number,
          summary.organisation_name,
          ...(left > 0 ? [t('desk.left', { count: left })] : []),
          ...(until ? [t('desk.until', { day: formatDate(until) })] : []),
        ].join(' · ')}
        extra={
          next ? (
            <Link to="/app/review/$id" params={{ id: next.id }} search={{}} className="yc-btn yc-btn--quiet">
              {t('score.later')}
            </Link>
          ) : undefined
        }
      />
      <DoneNotice done={done} />
      {over ? (
        <div className="yc-note yc-note--warning app-banner">
          <Icon name="clock" />
          <p>{t('score.over')}</p>
        </div>
      ) : null}
      {proposal ? (
        <>
          <Panes id={id} pane={pane} />
          <div className={`app-score app-score--${pane}`}>
            <div className="app-score__proposal">
              <Card title={t('score.proposal')}>
                <ProposalParts answers={answers} />
                <ProposalDocument
                  proposal={{ ...proposal, title: summary.title }}
                  scheme={call ? schemeOf(call) : undefined}
                  answers={answers}
                  files={titledFiles(proposal.attachments, call?.document.required_documents)}
                />
              </Card>
            </div>
            <div className="app-score__rubric">
              {review && writable ? (
                <ScoreDesk
                  key={id}
                  assignment={assignment}
                  review={review}
                  next={next}
                  start={start || declared}
                  progress={progress}
                  onSubmitted={setDone}
                />
              ) : review ? (
                <>
                  <ReviewReading assignment={assignment} review={review} />
                  <ActionBar
                    resource={review}
                    machine="review"
                    actions={{
                      withdraw: { confirm: t('score.withdrawText'), run: ({ headers }) => withdrawReview(id, headers) },
                    }}
                    onDone={(event) =>
                      setDone({
                        title: eventLabel(event, 'review'),
                        reference: `${summary.number} · ${assignment.alias}`,
                      })
                    }
                  />
                </>
              ) : null}
            </div>
          </div>
        </>
      ) : (
        <Attestation assignment={assignment} onDone={() => setDeclared(true)} />
      )}
      <Recusal assignment={assignment} />
    </>
  );
}

/** On a phone one of the two is shown at a time. */
function Panes({ id, pane }: { id: string; pane: ScorePane }) {
  const { t } = useTranslation('reviews');
  return (
    <nav className="app-panes yc-no-print" aria-label={t('score.panes')}>
      {(['proposal', 'rubric'] as const).map((entry) => (
        <Link
          key={entry}
          to="/app/review/$id"
          params={{ id }}
          search={{ pane: entry }}
          replace
          resetScroll={false}
          className="app-panes__tab yc-navlink"
          aria-current={entry === pane ? 'page' : undefined}
          activeProps={{}}
        >
          {t(`score.${entry}`)}
        </Link>
      ))}
    </nav>
  );
}

function Attestation({ assignment, onDone }: { assignment: AssignmentView; onDone: () => void }) {
  const { t } = useTranslation('reviews');
  const { running, error, run } = useSubmit();
  const [read, setRead] = useState(false);
  const client = useQueryClient();
  const action = assignment.available_actions.find((entry) => entry.event === 'attest');
  const { proposal_summary: summary } = assignment;
  return (
    <Card title={t('attest.title')}>
      <ErrorSummary error={error} />
      <p>{t('attest.lead')}</p>
      <Descriptions
        items={[
          { label: t('desk.organisation'), value: summary.organisation_name },
          { label: t('desk.proposal'), value: summary.title },
          { label: t('desk.number'), value: summary.number },
          { label: t('desk.call'), value: assignment.call.title },
        ]}
      />
      <p className="app-declaration">{assignment.statement}</p>
      {action && action.blockers.length === 0 ? (
        <>
          <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
            {t('attest.read')}
          </Checkbox>
          <div className="app-formactions">
            <Button
              type="primary"
              loading={running}
              disabled={!read}
              onClick={() =>
                void run(async (key) => {
                  const opened = await attestAssignment(assignment.id, actionHeaders(assignment, key));
                  onDone();
                  client.setQueryData(assignmentOptions(assignment.id).queryKey, opened);
                  void client.invalidateQueries({ queryKey: deskOptions.queryKey });
                })
              }
            >
              {t('attest.declare')}
            </Button>
          </div>
        </>
      ) : (
        <p className="yc-note yc-note--warning">{t('attest.closed')}</p>
      )}
    </Card>
  );
}

function Recusal({ assignment }: { assignment: AssignmentView }) {
  const { t } = useTranslation('reviews');
  const [kind, setKind] = useState<RecusalKind>();
  const navigate = useNavigate();
  return (
    <ActionBar
      resource={assignment}
      machine="assignment"
      invalidate={[deskOptions.queryKey]}
      actions={{
        recuse: {
          danger: true,
          reason: 'required',
          confirm: t('recuse.text'),
          fields: <RecusalKindField value={kind} onChange={setKind} />,
          ready: kind !== undefined,
          run: async ({ headers, reason }) => {
            if (kind) await recuseAssignment(assignment.id, { kind, reason }, headers);
          },
        },
      }}
      onDone={() => void navigate({ to: '/app/review', search: {}, ignoreBlocker: true })}
    />
  );
}
