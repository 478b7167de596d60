import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { Icon } from '@/components/base/Icon';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { useSession } from '@/lib/session';
import { assignmentOptions, withdrawReview } from '../../desk/api';
import type { DefenceTurnView, DefenceView } from '../api';
import type { QueuedScore } from '../lib/queue';
import { TurnTimer } from '../lib/TurnTimer';
import { isOpen } from '../lib/turns';
import { useDefence } from '../lib/useDefence';
import { useQueue } from '../lib/useQueue';
import { TurnActions } from '../staff/TurnActions';
import { ScoreForm } from './ScoreForm';
import '@/styles/reviews.css';
import '@/styles/defences.css';

/** The page that a member of the panel has before them on the day: the proposal that is open, and its sheet. */
export function PanelDay({ callId }: { callId: string }) {
  const { t } = useTranslation('defences');
  const { user } = useSession();
  const client = useQueryClient();
  const { query, live } = useDefence(callId);
  const queue = useQueue(user.id, () => void client.invalidateQueries());
  // What was shown stays while the network is away.
  if (!query.data) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return <LoadingState />;
  }
  const { data } = query;
  const { day } = data;
  return (
    <div className="app-defence">
      <PageHeader
        title={t('panel')}
        crumbs={[{ label: t('reviews:desk.title'), to: '/app/review' }]}
        meta={t('panelLead', { title: data.call_title, venue: day?.venue ?? '—' })}
        tags={<Tag tone="neutral" icon={live ? 'check' : 'clock'} text={t(live ? 'live' : 'polling')} />}
      />
      <Unsynced queue={queue} />
      <Declare turns={data.turns} />
      {day?.state === 'drawn' ? (
        <>
          <Current data={data} queue={queue} callId={callId} />
          <Order turns={data.turns} />
        </>
      ) : (
        <Card>
          <EmptyState title={t('waiting')} text={t('waitingText')} />
        </Card>
      )}
    </div>
  );
}

type Queue = ReturnType<typeof useQueue>;

/** How much is on its way, and what did not count when it arrived. */
function Unsynced({ queue }: { queue: Queue }) {
  const { t } = useTranslation('defences');
  const going = queue.waiting.filter((score) => !score.refused);
  const refused = queue.waiting.filter((score) => score.refused);
  return (
    <>
      <p role="status" className={going.length > 0 ? 'yc-note yc-note--warning' : 'yc-muted'}>
        <Icon name={going.length > 0 ? 'offline' : 'check'} />{' '}
        {going.length > 0 ? t('unsynced', { count: going.length }) : t('allSynced')}
      </p>
      {refused.map((score) => (
        <div key={score.assignment} role="alert" className="yc-note yc-note--warning">
          <p>
            {t('refused', { title: score.title, why: textOf(`problems:code.${score.refused}`) ?? score.refused ?? '' })}
          </p>
          <p className="app-defence__buttons">
            <Button size="large" onClick={() => void queue.add({ ...score, refused: undefined })}>
              {t('retry')}
            </Button>
            <Button size="large" danger onClick={() => void queue.drop(score.assignment)}>
              {t('give')}
            </Button>
          </p>
        </div>
      ))}
    </>
  );
}

function Declare({ turns }: { turns: DefenceTurnView[] }) {
  const { t } = useTranslation('defences');
  const open = turns.filter((turn) => turn.own_state === 'offered').length;
  if (open === 0) return null;
  return (
    <div className="yc-note yc-note--warning app-banner">
      <Icon name="scale" />
      <div>
        <p className="app-banner__title">{t('declare')}</p>
        <p>{t('declareText', { count: open })}</p>
        <Link to="/app/review/declare" search={{}} className="yc-btn yc-btn--primary app-defence__target">
          {t('toDeclare')}
        </Link>
      </div>
    </div>
  );
}

function Current({ data, queue, callId }: { data: DefenceView; queue: Queue; callId: string }) {
  const { t } = useTranslation('defences');
  const turn = data.turns.find(isOpen);
  if (!turn || !data.stage || !data.day) {
    return (
      <Card>
        <EmptyState title={t('waiting')} text={t('waitingText')} />
        <NextUp turns={data.turns} callId={callId} />
      </Card>
    );
  }
  const mine = queue.waiting.find((score) => score.assignment === turn.own_assignment_id);
  return (
    <Card
      title={`${turn.position}. ${turn.proposal.title}`}
      extra={<TurnTimer turn={turn} minutes={data.day.minutes} />}
    >
      <p className="yc-muted">
        {turn.proposal.number} · {turn.proposal.organisation_name}
      </p>
      {turn.available_actions.length > 0 ? <TurnActions turn={turn} callId={callId} /> : null}
      <Sheet turn={turn} criteria={data.stage.criteria} kept={mine} onSubmit={(score) => void queue.add(score)} />
    </Card>
  );
}

/** The chair calls up the next one from here. */
function NextUp({ turns, callId }: { turns: DefenceTurnView[]; callId: string }) {
  const next = turns.find((turn) => turn.state === 'waiting' && turn.available_actions.length > 0);
  if (!next) return null;
  return (
    <>
      <p>
        {next.position}. {next.proposal.title}
      </p>
      <TurnActions turn={next} callId={callId} />
    </>
  );
}

function Sheet({
  turn,
  criteria,
  kept,
  onSubmit,
}: {
  turn: DefenceTurnView;
  criteria: NonNullable<DefenceView['stage']>['criteria'];
  kept: QueuedScore | undefined;
  onSubmit: (score: QueuedScore) => void;
}) {
  const { t } = useTranslation('defences');
  if (kept && !kept.refused) {
    return (
      <div role="status" className="yc-note yc-note--warning">
        <div>
          <p className="app-banner__title">{t('kept')}</p>
          <p>{t('keptText')}</p>
        </div>
      </div>
    );
  }
  if (turn.own_state === 'completed') return <Sent turn={turn} />;
  if (turn.own_state === 'accepted') {
    return <Open key={turn.id} turn={turn} criteria={criteria} onSubmit={onSubmit} />;
  }
  return <p className="yc-note">{t(turn.own_state === 'offered' ? 'declare' : 'notYours')}</p>;
}

/** The sheet to fill in, with what was handed in before and taken back. Without a network it is empty rather than late. */
function Open({
  turn,
  criteria,
  onSubmit,
}: {
  turn: DefenceTurnView;
  criteria: NonNullable<DefenceView['stage']>['criteria'];
  onSubmit: (score: QueuedScore) => void;
}) {
  const { user } = useSession();
  const { data, isPending, fetchStatus } = useQuery(assignmentOptions(turn.own_assignment_id ?? ''));
  if (isPending && fetchStatus === 'fetching') return <LoadingState />;
  const review = data?.review;
  const earlier = {
    scores: review?.scores ?? {},
    texts: review?.comments ?? {},
    comment: review?.comment_to_applicant ?? '',
  };
  return <ScoreForm turn={turn} criteria={criteria} user={user.id} earlier={earlier} onSubmit={onSubmit} />;
}

function Sent({ turn }: { turn: DefenceTurnView }) {
  const { t } = useTranslation('defences');
  const id = turn.own_assignment_id ?? '';
  const { data } = useQuery(assignmentOptions(id));
  return (
    <>
      <div role="status" className="yc-note">
        <div>
          <p className="app-banner__title">
            <Icon name="check" /> {t('sent')} {data?.review?.total ?? ''}
          </p>
          <p>{t('sentText')}</p>
        </div>
      </div>
      {data?.review ? (
        <ActionBar
          resource={data.review}
          machine="review"
          actions={{
            withdraw: {
              confirm: t('reviews:score.withdrawText'),
              run: ({ headers }) => withdrawReview(id, headers),
            },
          }}
        />
      ) : null}
    </>
  );
}

function Order({ turns }: { turns: DefenceTurnView[] }) {
  const { t } = useTranslation('defences');
  return (
    <Card title={t('upcoming')}>
      <PlainTable
        caption={t('upcoming')}
        rows={turns}
        rowKey={(turn) => turn.id}
        columns={[
          { key: 'position', title: t('position'), render: (turn) => turn.position },
          { key: 'proposal', title: t('proposal'), primary: true, render: (turn) => turn.proposal.title },
          {
            key: 'state',
            title: t('turnState'),
            render: (turn) => <StatusTag machine="defence_turn" state={turn.state} />,
          },
          {
            key: 'own',
            title: t('done'),
            render: (turn) =>
              turn.own_state ? <StatusTag machine="assignment" state={turn.own_state} /> : t('notYours'),
          },
        ]}
      />
    </Card>
  );
}
