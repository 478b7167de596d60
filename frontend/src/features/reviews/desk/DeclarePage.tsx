import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { ApiError, actionHeaders } from '@/api/client';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { Icon } from '@/components/base/Icon';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';
import { useSession } from '@/lib/session';
import {
  type AssignmentSummary,
  assignmentOptions,
  attestAssignment,
  deskOptions,
  type RecusalKind,
  recuseAssignment,
} from './api';
import { isOpen } from './progress';
import { RecusalKindField } from './RecusalFields';
import '@/styles/reviews.css';

interface Answer {
  choice?: 'none' | 'conflict';
  kind?: RecusalKind;
  reason?: string;
}

function answered(answer: Answer | undefined): boolean {
  if (answer?.choice === 'none') return true;
  return answer?.choice === 'conflict' && answer.kind !== undefined && (answer.reason ?? '').trim().length >= 2;
}

/** Every proposal, of one call if it is named, that waits for the declaration of conflicts, with applicant and title: one answer each. */
export function DeclarePage({ callId }: { callId: string | undefined }) {
  const { t } = useTranslation('reviews');
  const { user } = useSession();
  const query = useQuery(deskOptions);
  const offered = (query.data ?? []).filter(
    (row) =>
      row.state === 'offered' && isOpen(row) && row.reviewer.id === user.id && (!callId || row.call.id === callId),
  );
  return (
    <>
      <PageHeader title={t('declare.title')} crumbs={[{ label: t('desk.title'), to: '/app/review' }]} />
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : offered.length === 0 ? (
        <Card>
          <EmptyState title={t('declare.none')}>
            <Link to="/app/review" search={callId ? { call_id: callId } : {}} className="yc-btn">
              {t('declare.toDesk')}
            </Link>
          </EmptyState>
        </Card>
      ) : (
        <Declaration offered={offered} callId={callId} />
      )}
    </>
  );
}

function Declaration({ offered, callId }: { offered: AssignmentSummary[]; callId: string | undefined }) {
  const { t } = useTranslation('reviews');
  const { data: sample } = useQuery(assignmentOptions(offered[0]?.id ?? ''));
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const [declared, setDeclared] = useState(false);
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<Record<string, unknown>>({});
  const client = useQueryClient();
  const navigate = useNavigate();
  const set = (id: string, answer: Answer) => setAnswers((old) => ({ ...old, [id]: { ...old[id], ...answer } }));
  const open = offered.filter((row) => !answered(answers[row.id])).length;

  const send = async () => {
    if (running) return;
    setRunning(true);
    const problems: Record<string, unknown> = {};
    for (const row of offered) {
      const answer = answers[row.id];
      try {
        if (answer?.choice === 'none') await attestAssignment(row.id, actionHeaders(row));
        else if (answer?.kind) {
          await recuseAssignment(
            row.id,
            { kind: answer.kind, reason: (answer.reason ?? '').trim() },
            actionHeaders(row),
          );
        }
      } catch (cause) {
        problems[row.id] = cause;
        // The platform's own records speak of a conflict: only recusal is left.
        if (cause instanceof ApiError && cause.code === 'conflict_detected') set(row.id, { choice: 'conflict' });
      }
    }
    setFailed(problems);
    await client.invalidateQueries();
    setRunning(false);
    if (Object.keys(problems).length === 0) {
      await navigate({ to: '/app/review', search: callId ? { call_id: callId } : {} });
    }
  };

  return (
    <>
      <Card title={t('declare.statement')}>
        <p className="app-declaration">{sample?.statement ?? '…'}</p>
        <p className="yc-muted">{t('declare.hint')}</p>
        <Button
          onClick={() => {
            for (const row of offered) if (!answers[row.id]?.choice) set(row.id, { choice: 'none' });
          }}
        >
          {t('declare.allNone', { count: offered.length })}
        </Button>
      </Card>
      <ul className="app-declares">
        {offered.map((row) => (
          <li key={row.id}>
            <Row
              row={row}
              answer={answers[row.id] ?? {}}
              error={failed[row.id]}
              onChange={(answer) => set(row.id, answer)}
            />
          </li>
        ))}
      </ul>
      <Card>
        <Checkbox checked={declared} onChange={(event) => setDeclared(event.target.checked)}>
          {t('declare.confirm')}
        </Checkbox>
        <div className="app-formactions">
          <Button type="primary" loading={running} disabled={!declared || open > 0} onClick={() => void send()}>
            {t('declare.send')}
          </Button>
          {open > 0 ? (
            <span role="status" className="yc-muted">
              {t('declare.open', { count: open })}
            </span>
          ) : null}
        </div>
      </Card>
    </>
  );
}

function Row({
  row,
  answer,
  error,
  onChange,
}: {
  row: AssignmentSummary;
  answer: Answer;
  error: unknown;
  onChange: (answer: Answer) => void;
}) {
  const { t } = useTranslation('reviews');
  const id = useId();
  return (
    <fieldset className="app-declare">
      <legend>
        {row.proposal.title}
        <span className="yc-muted"> {row.proposal.number}</span>
      </legend>
      <p>
        {t('desk.organisation')}
        {t('common:colon')}
        <strong>{row.proposal.organisation_name}</strong>
      </p>
      <Radio.Group
        value={answer.choice ?? null}
        onChange={(event) => onChange({ choice: event.target.value })}
        options={[
          { value: 'none', label: t('declare.noConflict') },
          { value: 'conflict', label: t('declare.conflict') },
        ]}
      />
      {answer.choice === 'conflict' ? (
        <div className="app-declare__conflict">
          <RecusalKindField value={answer.kind} onChange={(kind) => onChange({ kind })} />
          <div className="app-field">
            <label htmlFor={id}>{t('recuse.reason')}</label>
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={1000}
              value={answer.reason ?? ''}
              onChange={(event) => onChange({ reason: event.target.value })}
            />
          </div>
        </div>
      ) : null}
      {error ? (
        <p role="alert" className="app-field__error">
          <Icon name="warning" /> {problemText(error)}
        </p>
      ) : null}
    </fieldset>
  );
}
