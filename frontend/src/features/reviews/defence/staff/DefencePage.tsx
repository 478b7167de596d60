import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { FieldRow } from '@/components/app/FieldRow';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { formatBp, localText } from '@/lib/scheme';
import { type DefenceDayView, type DefenceTurnView, type DefenceView, drawDefence, sealDefence } from '../api';
import { TurnTimer } from '../lib/TurnTimer';
import { isOpen } from '../lib/turns';
import { useDefence } from '../lib/useDefence';
import { AnnounceDefence } from './AnnounceDefence';
import { TurnActions } from './TurnActions';
import '@/styles/defences.css';

/** The day of the defence for those who run it: announced, drawn, led, and sealed. */
export function DefencePage({ callId }: { callId: string }) {
  const { t } = useTranslation('defences');
  const { query, live } = useDefence(callId);
  if (!query.data) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return <LoadingState />;
  }
  const { data } = query;
  if (!data.stage) {
    return (
      <Card>
        <EmptyState title={t('none')} text={t('noneText')} />
      </Card>
    );
  }
  const running = data.day?.state === 'drawn' && data.stage.state === 'open';
  return (
    <>
      <Seal data={data} callId={callId} />
      {running ? <Current data={data} callId={callId} live={live} /> : null}
      {data.turns.length > 0 ? <Order turns={data.turns} callId={callId} open={data.stage.state === 'open'} /> : null}
      {data.day ? <Day day={data.day} /> : null}
      {data.may_announce ? <AnnounceDefence callId={callId} again={data.day !== null} /> : null}
      <Stage data={data} />
    </>
  );
}

function Seal({ data, callId }: { data: DefenceView; callId: string }) {
  const { t } = useTranslation('defences');
  const [done, setDone] = useState<Done | null>(null);
  const { stage } = data;
  if (!stage) return null;
  return (
    <>
      <DoneNotice done={done} />
      {done || stage.state !== 'open' ? (
        <p>
          <Link to="/app/staff/calls/$id/results" params={{ id: callId }} className="yc-btn">
            {t('toResults')}
          </Link>
        </p>
      ) : null}
      {data.day?.state === 'drawn' ? (
        <ActionBar
          resource={stage}
          machine="review_stage"
          onDone={() =>
            setDone({ title: eventLabel('seal', 'review_stage'), reference: data.call_title, text: t('sealed') })
          }
          actions={{
            seal: {
              confirm: t('sealText'),
              run: ({ headers }) => sealDefence({ path: { id: callId }, headers }),
            },
          }}
        />
      ) : null}
    </>
  );
}

/** The proposal that is before the panel: its clock, what can be done, and who has submitted. */
function Current({ data, callId, live }: { data: DefenceView; callId: string; live: boolean }) {
  const { t } = useTranslation('defences');
  const turn = data.turns.find(isOpen);
  const tag = <Tag tone="neutral" icon={live ? 'check' : 'clock'} text={t(live ? 'live' : 'polling')} />;
  if (!turn || !data.day) {
    return (
      <Card title={t('now')} extra={tag}>
        <p className="yc-muted">{t('nobody')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('now')} extra={tag}>
      <p className="app-defence__current">
        <strong>
          {turn.position}. {turn.proposal.title}
        </strong>{' '}
        <TurnTimer turn={turn} minutes={data.day.minutes} />
      </p>
      <p className="yc-muted">
        {turn.proposal.number} · {turn.proposal.organisation_name}
      </p>
      <TurnActions turn={turn} callId={callId} />
      <h3>{t('monitor')}</h3>
      <p role="status">{t('progress', { done: turn.submitted ?? 0, all: turn.expected ?? 0 })}</p>
      <PlainTable
        caption={t('monitor')}
        rows={turn.seats}
        rowKey={(seat) => seat.alias}
        columns={[
          { key: 'alias', title: t('seat'), primary: true, render: (seat) => `${seat.alias} ${seat.reviewer.name}` },
          {
            key: 'state',
            title: t('submitted'),
            render: (seat) => <StatusTag machine="assignment" state={seat.state} />,
          },
        ]}
      />
      <p className="yc-muted">{t('monitorText')}</p>
    </Card>
  );
}

function Order({ turns, callId, open }: { turns: DefenceTurnView[]; callId: string; open: boolean }) {
  const { t } = useTranslation('defences');
  return (
    <Card title={t('order')}>
      <PlainTable
        caption={t('order')}
        rows={turns}
        rowKey={(turn) => turn.id}
        columns={[
          { key: 'position', title: t('position'), render: (turn) => turn.position },
          {
            key: 'proposal',
            title: t('proposal'),
            primary: true,
            render: (turn) => (
              <>
                <Link to="/app/staff/proposals/$id" params={{ id: turn.proposal.id }} className="yc-link">
                  {turn.proposal.title}
                </Link>
                <span className="app-table__reason">{turn.proposal.organisation_name}</span>
              </>
            ),
          },
          {
            key: 'state',
            title: t('turnState'),
            render: (turn) => (
              <>
                <StatusTag machine="defence_turn" state={turn.state} />
                {turn.reason ? <span className="app-table__reason">{turn.reason}</span> : null}
              </>
            ),
          },
          { key: 'submitted', title: t('submitted'), render: (turn) => `${turn.submitted ?? 0}/${turn.expected ?? 0}` },
          ...(open
            ? [
                {
                  key: 'actions',
                  title: t('common:action.title'),
                  render: (turn: DefenceTurnView) =>
                    isOpen(turn) ? null : <TurnActions turn={turn} callId={callId} />,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

function Day({ day }: { day: DefenceDayView }) {
  const { t } = useTranslation('defences');
  const [entropy, setEntropy] = useState('');
  return (
    <Card title={t('day')} extra={<StatusTag machine="defence" state={day.state} />}>
      <ActionBar
        resource={day}
        machine="defence"
        actions={{
          draw: {
            primary: true,
            confirm: t('drawText'),
            ready: entropy.trim() !== '',
            fields: (
              <FieldRow id="defence-entropy" label={t('entropy')} hint={t('entropyHint')}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={500}
                    value={entropy}
                    onChange={(event) => setEntropy(event.target.value)}
                  />
                )}
              </FieldRow>
            ),
            run: ({ headers }) => drawDefence({ path: { id: day.id }, headers, body: { entropy: entropy.trim() } }),
          },
        }}
      />
      <Descriptions
        items={[
          { label: t('startsAt'), value: <DateTime value={day.starts_at} /> },
          { label: t('venue'), value: day.venue },
          { label: t('minutes'), value: day.minutes },
          { label: t('chair'), value: day.chair?.name ?? t('noChair') },
          { label: t('members'), value: day.members.join(t('common:comma')), wide: true },
          { label: t('source'), value: day.entropy_source },
          { label: t('at'), value: <DateTime value={day.entropy_at} /> },
          { label: t('committedAt'), value: <DateTime value={day.committed_at} format="seconds" /> },
          { label: t('commitment'), value: <span className="app-mono">{day.commitment}</span>, wide: true },
          ...(day.entropy
            ? [
                { label: t('entropy'), value: day.entropy },
                { label: t('drawnAt'), value: <DateTime value={day.drawn_at} format="seconds" /> },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

function Stage({ data }: { data: DefenceView }) {
  const { t } = useTranslation('defences');
  const { stage } = data;
  if (!stage) return null;
  return (
    <Card title={t('stage')}>
      <Descriptions
        items={[
          {
            label: t('weights'),
            value: (['written', 'defence', 'public_jury', 'site_visit'] as const)
              .filter((one) => stage[`${one}_bp`] > 0)
              .map((one) => `${t(`reviews:staff.stageOf.${one}`)} ${formatBp(stage[`${one}_bp`])}`)
              .join(t('common:comma')),
          },
          { label: t('state'), value: <StatusTag machine="review_stage" state={stage.state} /> },
          {
            label: t('shortlisted'),
            value: data.shortlisted === null ? t('later') : t('items', { count: data.shortlisted }),
          },
          {
            label: t('criteria'),
            value: stage.criteria
              .map((one) => `${localText(one.title)} ${formatBp(one.weight_bp)}`)
              .join(t('common:comma')),
            wide: true,
          },
        ]}
      />
      {data.shortlisted === null && !data.day ? <p className="yc-muted">{t('laterText')}</p> : null}
    </Card>
  );
}
