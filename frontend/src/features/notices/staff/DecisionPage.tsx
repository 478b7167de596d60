import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { FieldRow } from '@/components/app/FieldRow';
import { Figures } from '@/components/app/Figures';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import type { Tone } from '@/components/base/status';
import { textOf, useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { fenToWire, parseFen } from '@/lib/money';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { moved, type Tied, tiedRows } from '../lib/ties';
import { Alternatives } from './Alternatives';
import {
  approveDecision,
  type DecisionView,
  decidedCallOptions,
  decisionOptions,
  type FundingMethod,
  proposeDecision,
  rankingOptions,
  returnDecision,
} from './api';
import { Lotteries } from './Lotteries';
import { LowerAmounts, type Lowered } from './LowerAmounts';

const OUTCOME: Record<string, Tone> = { recommend: 'success', reserve: 'waiting', not_select: 'ended' };

export function DecisionPage({ callId }: { callId: string }) {
  const { t } = useTranslation('notices');
  const { user } = useSession();
  const { data: call } = useSuspenseQuery(decidedCallOptions(callId));
  const query = useQuery(decisionOptions(callId));
  if (query.isPending) return <LoadingState />;
  const none = query.isError && (query.error as { status?: number }).status === 404;
  if (query.isError && !none) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const decision = none ? undefined : query.data;
  const proposing =
    call.state === 'deciding' &&
    (!decision || decision.state === 'returned') &&
    hasRole(user.grants, 'programme_officer');
  return (
    <>
      {proposing ? <Propose callId={callId} /> : null}
      <Ties callId={callId} deciding={call.state === 'deciding'} />
      <Alternatives callId={callId} />
      {decision ? <Decision decision={decision} /> : null}
      {!decision && !proposing ? (
        <Card>
          <EmptyState title={t('staff.noDecision')} text={t('staff.noDecisionText')} />
        </Card>
      ) : null}
    </>
  );
}

/** Lotteries about the ties of the ranking, while the decision is open or where one was held. */
function Ties({ callId, deciding }: { callId: string; deciding: boolean }) {
  const { user } = useSession();
  const { data: results } = useQuery(rankingOptions(callId));
  const announces = deciding && hasRole(user.grants, 'programme_officer');
  const groups = announces ? [...new Set(tiedRows(results?.rows ?? []).map((row) => row.group))] : [];
  return <Lotteries callId={callId} groups={groups} />;
}

const METHODS: FundingMethod[] = ['strict_rank_stop', 'skip', 'partial', 'optimum'];

function Propose({ callId }: { callId: string }) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const { data: results } = useQuery(rankingOptions(callId));
  const [reason, setReason] = useState('');
  const [decideTies, setDecideTies] = useState(false);
  const [chosen, setOrder] = useState<Tied[] | null>(null);
  const order = chosen ?? tiedRows(results?.rows ?? []);
  const [method, setMethod] = useState<FundingMethod>('strict_rank_stop');
  const [share, setShare] = useState('80');
  const [deviation, setDeviation] = useState('');
  const [lower, setLower] = useState<Lowered>({});
  const lowered = Object.entries(lower)
    .filter(([, one]) => one.amount !== null && one.amount !== '')
    .map(([proposal_id, one]) => ({ proposal_id, amount: one.amount ?? '', reason: one.reason.trim() }));
  const ready = lowered.every((one) => one.reason.length >= 2) && (!decideTies || reason.trim() !== '');
  const propose = () =>
    run(async (key) => {
      await proposeDecision({
        path: { id: callId },
        headers: { 'Idempotency-Key': key },
        body: {
          ...(reason.trim() ? { reason: reason.trim() } : {}),
          ...(decideTies ? { tie_order: order.map((entry) => entry.id) } : {}),
          ...(method === 'strict_rank_stop' ? {} : { method }),
          ...(method === 'partial' ? { least_share_bp: Math.round(Number(share) * 100) } : {}),
          ...(deviation.trim() ? { deviation_reason: deviation.trim() } : {}),
          ...(lowered.length > 0 ? { amounts: lowered } : {}),
        },
      });
      await client.invalidateQueries();
    });
  return (
    <Card title={t('staff.propose')}>
      <ErrorSummary error={error} />
      <p>{t('staff.proposeText')}</p>
      {order.length > 0 ? (
        <div className="app-field">
          <Checkbox checked={decideTies} onChange={(event) => setDecideTies(event.target.checked)}>
            {t('staff.decideTies', { count: order.length })}
          </Checkbox>
          {decideTies ? <TieOrder order={order} onChange={setOrder} /> : null}
        </div>
      ) : null}
      <div className="app-field">
        <label htmlFor="decision-reason">
          {t(decideTies ? 'staff.tieRecord' : 'staff.remarks')}
          {decideTies ? null : <span className="yc-muted"> ({t('common:optional')})</span>}
        </label>
        <p id="decision-reason-hint" className="yc-muted">
          {t(decideTies ? 'staff.tieRecordHint' : 'staff.remarksHint')}
        </p>
        <Input.TextArea
          id="decision-reason"
          aria-describedby="decision-reason-hint"
          aria-required={decideTies}
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <FieldRow id="decision-method" label={t('staff.method')}>
        {(control) => (
          <PlainSelect
            {...control}
            value={method}
            onChange={(chosen) => setMethod(METHODS.find((one) => one === chosen) ?? 'strict_rank_stop')}
            options={METHODS.map((one) => ({ value: one, label: textOf(`notices:staff.methods.${one}`) ?? one }))}
          />
        )}
      </FieldRow>
      {method === 'partial' ? (
        <FieldRow id="decision-share" label={t('staff.leastShare')} hint={t('staff.leastShareHint')}>
          {(control) => (
            <Input {...control} inputMode="numeric" value={share} onChange={(event) => setShare(event.target.value)} />
          )}
        </FieldRow>
      ) : null}
      {method === 'strict_rank_stop' ? null : (
        <FieldRow id="decision-deviation" label={t('staff.deviationReason')} hint={t('staff.deviationHint')}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={3}
              maxLength={2000}
              value={deviation}
              onChange={(event) => setDeviation(event.target.value)}
            />
          )}
        </FieldRow>
      )}
      <LowerAmounts rows={results?.rows ?? []} value={lower} onChange={setLower} />
      <Button type="primary" loading={running} disabled={!ready} onClick={() => void propose()}>
        {t('staff.propose')}
      </Button>
    </Card>
  );
}

/** The order that a vote or a lottery gave, moved by buttons. */
function TieOrder({ order, onChange }: { order: Tied[]; onChange: (order: Tied[]) => void }) {
  const { t } = useTranslation('notices');
  return (
    <ol className="app-ties" aria-label={t('staff.tieOrder')}>
      {order.map((entry) => (
        <li key={entry.id}>
          <span>
            {entry.title} <span className="yc-muted">{t('staff.tieGroup', { group: entry.group })}</span>
          </span>
          <Button
            size="small"
            aria-label={t('staff.moveUp', { title: entry.title })}
            disabled={moved(order, entry.id, -1) === order}
            onClick={() => onChange(moved(order, entry.id, -1))}
          >
            <Icon name="up" />
          </Button>
          <Button
            size="small"
            aria-label={t('staff.moveDown', { title: entry.title })}
            disabled={moved(order, entry.id, 1) === order}
            onClick={() => onChange(moved(order, entry.id, 1))}
          >
            <Icon name="down" />
          </Button>
        </li>
      ))}
    </ol>
  );
}

function Decision({ decision }: { decision: DecisionView }) {
  const { t } = useTranslation('notices');
  const [done, setDone] = useState<Done | null>(null);
  const path = { id: decision.id };
  const left = fenToWire((parseFen(decision.budget) ?? 0n) - (parseFen(decision.total) ?? 0n));
  const recommended = decision.lines.filter((line) => line.outcome === 'recommend').length;
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={decision}
        machine="decision"
        onDone={(event, answer) => {
          const after = (answer as { data?: DecisionView } | undefined)?.data;
          setDone({
            title: eventLabel(event, 'decision'),
            reference: decision.call.number,
            at: after?.updated_at,
            text: event === 'approve' ? t('staff.approvedNext') : undefined,
          });
        }}
        actions={{
          approve: {
            primary: true,
            confirm: (
              <>
                <p>{t('staff.approveText', { count: recommended })}</p>
                <Money value={decision.total} upper strong />
                {decision.document_sha256 ? (
                  <p>
                    {t('staff.signText')} <span className="app-mono">{decision.document_sha256}</span>
                  </p>
                ) : null}
              </>
            ),
            run: ({ headers }) =>
              approveDecision({
                path,
                headers,
                ...(decision.document_sha256 ? { body: { document_sha256: decision.document_sha256 } } : {}),
              }),
          },
          return: {
            reason: 'required',
            danger: true,
            run: ({ headers, reason }) => returnDecision({ path, headers, body: { reason } }),
          },
        }}
      />
      <Figures
        label={t('staff.decision')}
        items={[
          { key: 'budget', label: t('staff.budget'), value: <Money value={decision.budget} /> },
          { key: 'count', label: t('staff.recommended'), value: t('staff.items', { count: recommended }) },
          { key: 'total', label: t('staff.total'), value: <Money value={decision.total} /> },
          { key: 'left', label: t('staff.left'), value: <Money value={left} /> },
        ]}
      />
      <Card title={t('staff.decision')} extra={<PrintButton />}>
        <Descriptions
          items={[
            { label: t('staff.state'), value: <StatusTag machine="decision" state={decision.state} /> },
            { label: t('staff.method'), value: textOf(`notices:staff.methods.${decision.method}`) ?? decision.method },
            { label: t('staff.proposedBy'), value: decision.created_by.name },
            { label: t('staff.proposedAt'), value: <DateTime value={decision.created_at} /> },
            { label: t('staff.approvedBy'), value: decision.approved_by?.name },
            {
              label: t('staff.approvedAt'),
              value: decision.approved_at ? <DateTime value={decision.approved_at} /> : null,
            },
            { label: t('staff.remarks'), value: decision.reason, wide: true },
            ...(decision.deviation_reason
              ? [{ label: t('staff.deviationReason'), value: decision.deviation_reason, wide: true }]
              : []),
            ...(decision.document_sha256
              ? [
                  {
                    label: t('staff.digest'),
                    value: <span className="app-mono">{decision.document_sha256}</span>,
                    wide: true,
                  },
                ]
              : []),
            ...(decision.return_reason
              ? [{ label: t('staff.returnReason'), value: decision.return_reason, wide: true }]
              : []),
          ]}
        />
      </Card>
      <Card title={t('staff.lines')} flush>
        <DataTable
          caption={t('staff.lines')}
          rows={decision.lines}
          rowKey={(line) => line.proposal.id}
          columns={[
            { key: 'rank', title: t('staff.rank'), align: 'right', render: (line) => line.rank ?? '—' },
            {
              key: 'proposal',
              title: t('staff.proposal'),
              primary: true,
              render: (line) => (
                <>
                  <Link to="/app/staff/proposals/$id" params={{ id: line.proposal.id }} className="yc-link">
                    {line.proposal.title}
                  </Link>
                  <span className="app-table__reason">{line.proposal.organisation_name}</span>
                </>
              ),
            },
            { key: 'score', title: t('staff.score'), align: 'right', render: (line) => line.score ?? '—' },
            {
              key: 'requested',
              title: t('staff.requested'),
              align: 'right',
              render: (line) => <Money value={line.requested} />,
            },
            {
              key: 'recommended',
              title: t('staff.amount'),
              align: 'right',
              render: (line) =>
                line.outcome === 'recommend' ? (
                  <>
                    <Money value={line.recommended} strong />
                    {line.recommend_reason ? <span className="app-table__reason">{line.recommend_reason}</span> : null}
                  </>
                ) : (
                  '—'
                ),
              total: <Money value={decision.total} strong />,
            },
            {
              key: 'approved',
              title: t('staff.approvedAmount'),
              align: 'right',
              render: (line) => (line.approved ? <Money value={line.approved} strong /> : '—'),
            },
            {
              key: 'outcome',
              title: t('staff.outcome'),
              nowrap: true,
              render: (line) => (
                <Tag
                  tone={OUTCOME[line.outcome] ?? 'neutral'}
                  icon={line.outcome === 'recommend' ? 'check' : line.outcome === 'reserve' ? 'clock' : 'cross'}
                  text={textOf(`notices:staff.outcomes.${line.outcome}`) ?? line.outcome}
                />
              ),
            },
          ]}
        />
      </Card>
      <PrintFooter reference={decision.call.number} />
    </>
  );
}
