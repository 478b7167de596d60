import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import { fileHref } from '@/lib/uploadApi';
import { type CountedStage, confirmJuryProtocol, type JuryProtocolView, juryOptions, rejectJuryProtocol } from './api';
import { EnterProtocol } from './EnterProtocol';
import { useStageWords } from './words';

/** The public jury of a call, or its site visits: what they weigh, the count, and the two persons who stand for it. */
export function JuryPage({ callId, stage }: { callId: string; stage: CountedStage }) {
  const { t } = useTranslation('juries');
  const { word, hindrance } = useStageWords(stage);
  const [done, setDone] = useState<Done | null>(null);
  const { data: jury, ...query } = useQuery(juryOptions(callId, stage));
  if (!jury) {
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingState />;
  }
  if (jury[`${stage}_bp`] === 0) {
    return (
      <Card>
        <EmptyState title={word('none')} text={t('noneText')} />
      </Card>
    );
  }
  const stages = (['written', 'defence', 'public_jury', 'site_visit'] as const).filter((one) => jury[`${one}_bp`] > 0);
  return (
    <>
      <DoneNotice done={done} />
      <Card title={t('weights')}>
        <p>{stages.map((one) => `${t(`stage.${one}`)} ${formatBp(jury[`${one}_bp`])}`).join(' + ')}</p>
        <p className="yc-muted">{word('weightsText')}</p>
        {jury.hindrance ? <p className="yc-note">{textOf(hindrance(jury.hindrance)) ?? jury.hindrance}</p> : null}
      </Card>
      {jury.may_enter ? <EnterProtocol jury={jury} onDone={setDone} /> : null}
      {jury.protocols.map((one) => (
        <Protocol key={one.id} protocol={one} onDone={setDone} />
      ))}
    </>
  );
}

function Protocol({ protocol, onDone }: { protocol: JuryProtocolView; onDone: (done: Done) => void }) {
  const { t } = useTranslation('juries');
  const { visit, word, protocol: titled } = useStageWords(protocol.stage);
  const path = { id: protocol.id };
  const title = titled(protocol.seq);
  return (
    <Card title={title} extra={<StatusTag machine="jury_protocol" state={protocol.state} />}>
      <ActionBar
        resource={protocol}
        machine="jury_protocol"
        onDone={(event) => onDone({ title: eventLabel(event, 'jury_protocol'), reference: title })}
        actions={{
          confirm: {
            primary: true,
            confirm: word('confirmText'),
            run: ({ headers }) => confirmJuryProtocol({ path, headers }),
          },
          reject: {
            reason: 'required',
            confirm: t('rejectText'),
            run: ({ headers, reason }) => rejectJuryProtocol({ path, headers, body: { reason } }),
          },
        }}
      />
      <Descriptions
        items={[
          { label: word('heldOn'), value: <DateTime value={protocol.held_on} format="date" /> },
          { label: word('venue'), value: protocol.venue },
          ...(protocol.visitors ? [{ label: t('visitors'), value: protocol.visitors }] : []),
          {
            label: word('evidence'),
            value: protocol.evidence ? (
              <a className="yc-link" href={fileHref(protocol.evidence.id)} target="_blank" rel="noreferrer">
                {protocol.evidence.name}
              </a>
            ) : null,
          },
          { label: t('enteredBy'), value: protocol.entered_by.name },
          { label: t('enteredAt'), value: <DateTime value={protocol.created_at} /> },
          { label: t('decidedBy'), value: protocol.decided_by?.name },
          { label: t('decidedAt'), value: protocol.decided_at ? <DateTime value={protocol.decided_at} /> : null },
          ...(protocol.reason ? [{ label: t('reason'), value: protocol.reason, wide: true }] : []),
          ...(protocol.decision_reason
            ? [{ label: t('decisionReason'), value: protocol.decision_reason, wide: true }]
            : []),
          { label: t('digest'), value: <span className="app-mono">{protocol.evidence_sha256}</span>, wide: true },
        ]}
      />
      <PlainTable
        caption={word('counts')}
        rows={protocol.counts}
        rowKey={(one) => one.proposal.id}
        totalLabel={t('sum')}
        columns={[
          {
            key: 'proposal',
            title: t('proposal'),
            primary: true,
            render: (one) => (
              <>
                {one.proposal.title}
                <span className="app-table__reason">
                  {one.proposal.number} · {one.proposal.organisation_name}
                </span>
              </>
            ),
          },
          {
            key: 'ballots',
            title: word('ballots'),
            align: 'right',
            render: (one) => one.ballots,
            total: protocol.ballots,
          },
          { key: 'points', title: t('points'), align: 'right', render: (one) => one.points },
          {
            key: 'mean',
            title: t('mean'),
            align: 'right',
            render: (one) => (
              <>
                <strong>{one.shown ?? '—'}</strong>
                {one.exact ? <span className="app-table__reason">{t('exact', { exact: one.exact })}</span> : null}
              </>
            ),
          },
          ...(visit ? [{ key: 'findings', title: t('findings'), render: findingsOf }] : []),
        ]}
      />
    </Card>
  );
}

function findingsOf(one: JuryProtocolView['counts'][number]) {
  return one.findings ?? '—';
}
