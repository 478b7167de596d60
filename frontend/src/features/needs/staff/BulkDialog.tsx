import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { etagOf, newIdempotencyKey } from '@/api/client';
import { Icon } from '@/components/base/Icon';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { blockerLabel, eventLabel, problemText } from '@/lib/labels';
import { acceptNeed, declineNeed, mergeNeed, type NeedSummary, publishNeed } from './api';

export const BULK = ['accept', 'publish', 'decline', 'merge'] as const;
export type BulkEvent = (typeof BULK)[number];

interface Progress {
  state: 'waiting' | 'running' | 'done' | 'failed';
  error?: unknown;
}

/** Runs one step for a row, each with its own key: a row that fails stops no other. */
function step(event: BulkEvent, row: NeedSummary, reason: string, into: string): Promise<unknown> {
  const path = { id: row.id };
  const headers = { 'If-Match': etagOf(row), 'Idempotency-Key': newIdempotencyKey() };
  if (event === 'accept') return acceptNeed({ path, headers, body: reason ? { answer: reason } : {} });
  if (event === 'publish') return publishNeed({ path, headers });
  if (event === 'decline') return declineNeed({ path, headers, body: { reason } });
  return mergeNeed({ path, headers, body: { into_id: into, reason } });
}

/** One step for many needs: what will be done, what cannot be, and afterwards how each row went. */
export function BulkDialog({
  event,
  rows: selected,
  onClose,
}: {
  event: BulkEvent;
  rows: NeedSummary[];
  onClose: () => void;
}) {
  const { t } = useTranslation('needs');
  const client = useQueryClient();
  const id = useId();
  const [rows] = useState(selected);
  const [phase, setPhase] = useState<'ask' | 'running' | 'over'>('ask');
  const [reason, setReason] = useState('');
  const [into, setInto] = useState('');
  const [progress, setProgress] = useState<Record<string, Progress>>({});
  const offered = (row: NeedSummary) => row.available_actions.find((action) => action.event === event);
  const able = (row: NeedSummary) => offered(row)?.blockers.length === 0 && !(event === 'merge' && row.id === into);
  const valid = rows.filter(able);
  const invalid = rows.filter((row) => !able(row));
  const reasonNeeded = event === 'decline' || event === 'merge';
  const ready = valid.length > 0 && (!reasonNeeded || reason.trim().length > 1) && (event !== 'merge' || into !== '');
  const title = eventLabel(event, 'need');

  const start = async () => {
    if (!ready || phase !== 'ask') return;
    setPhase('running');
    for (const row of valid) {
      setProgress((before) => ({ ...before, [row.id]: { state: 'running' } }));
      try {
        await step(event, row, reason.trim(), into);
        setProgress((before) => ({ ...before, [row.id]: { state: 'done' } }));
      } catch (error) {
        setProgress((before) => ({ ...before, [row.id]: { state: 'failed', error } }));
      }
    }
    setPhase('over');
    await client.invalidateQueries();
  };

  const failed = Object.values(progress).filter((one) => one.state === 'failed').length;
  return (
    <Modal
      open
      width={720}
      title={t('common:action.confirmTitle', { event: title })}
      closable={phase !== 'running'}
      keyboard={phase !== 'running'}
      mask={{ closable: false }}
      onCancel={onClose}
      destroyOnHidden
      footer={
        phase === 'over' ? (
          <Button type="primary" onClick={onClose}>
            {t('common:close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={phase === 'running'}>
              {t('common:back')}
            </Button>
            <Button
              type="primary"
              danger={event === 'decline'}
              disabled={!ready}
              loading={phase === 'running'}
              onClick={() => void start()}
            >
              {t('bulk.run', { event: title, count: valid.length })}
            </Button>
          </>
        )
      }
    >
      {phase === 'over' ? (
        <p role="status" className={failed > 0 ? 'app-note' : 'app-note app-note--info'}>
          <Icon name={failed > 0 ? 'warning' : 'checkCircle'} />
          {t('bulk.outcome', { done: valid.length - failed, failed })}
        </p>
      ) : null}
      {event === 'merge' && phase === 'ask' ? (
        <fieldset className="need-radio">
          <legend>{t('bulk.into')}</legend>
          {rows.map((row) => (
            <label key={row.id}>
              <input type="radio" name={`${id}-into`} checked={into === row.id} onChange={() => setInto(row.id)} />
              <span>
                <strong>{row.number}</strong> {row.heading}
              </span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <ul className="app-bulk" aria-label={t('bulk.rows')}>
        {valid.map((row) => (
          <li key={row.id}>
            <span>
              <strong>{row.number}</strong> {row.heading}
            </span>
            <Outcome progress={progress[row.id]} shown={phase !== 'ask'} />
          </li>
        ))}
      </ul>
      {invalid.length > 0 && !(event === 'merge' && phase !== 'ask') ? (
        <>
          <p className="yc-strong">{t('bulk.invalid', { count: invalid.length })}</p>
          <ul className="app-bulk app-bulk--invalid" aria-label={t('bulk.invalid', { count: invalid.length })}>
            {invalid.map((row) => (
              <li key={row.id}>
                <span>
                  <strong>{row.number}</strong> {row.heading}
                </span>
                <span className="app-bulk__reason">
                  <Icon name={row.id === into ? 'check' : 'lock'} />{' '}
                  {row.id === into
                    ? t('bulk.stays')
                    : (offered(row)?.blockers.map(blockerLabel).join(t('common:comma')) ?? t('staff.noStep'))}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {event !== 'publish' && phase === 'ask' ? (
        <div className="app-field">
          <label htmlFor={id}>
            {t('staff.answer')}
            {reasonNeeded ? null : <span className="yc-muted"> ({t('common:optional')})</span>}
          </label>
          <p id={`${id}-hint`} className="yc-muted">
            {t('staff.answerHint')}
          </p>
          <Input.TextArea
            id={id}
            aria-describedby={`${id}-hint`}
            aria-required={reasonNeeded}
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(change) => setReason(change.target.value)}
          />
        </div>
      ) : null}
    </Modal>
  );
}

function Outcome({ progress, shown }: { progress: Progress | undefined; shown: boolean }) {
  const { t } = useTranslation('needs');
  if (!shown) return null;
  if (progress?.state === 'done') return <Tag tone="success" icon="checkCircle" text={t('bulk.done')} />;
  if (progress?.state === 'failed') {
    return (
      <span className="app-bulk__reason">
        <Tag tone="danger" icon="crossCircle" text={t('bulk.failed')} /> {problemText(progress.error)}
      </span>
    );
  }
  return <Tag tone={progress ? 'progress' : 'neutral'} icon="clock" text={t('bulk.waiting')} />;
}
