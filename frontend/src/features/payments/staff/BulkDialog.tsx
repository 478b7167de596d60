import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { blockerLabel, problemText } from '@/lib/labels';
import { sumMoney } from '@/lib/money';
import { type Actionable, type RowProgress, runRows, splitRows } from '../lib/bulk';

export interface BulkRow extends Actionable {
  number: string;
  /** Whom it concerns. */
  name: string;
  amount: string;
}

/**
 * One action on many rows: count and total of what will be done, the rows that cannot be done with their reasons, a
 * row can be taken out before, and each row shows how it went. Closing is possible only between runs.
 */
export function BulkDialog<Row extends BulkRow>({
  title,
  event,
  rows: selected,
  text,
  reason: asksReason = false,
  danger = false,
  act,
  onClose,
}: {
  title: string;
  event: string;
  rows: Row[];
  text: ReactNode;
  reason?: boolean;
  danger?: boolean;
  /** Runs the operation for one row; answers the number of what came of it. */
  act: (row: Row, reason: string) => Promise<string | undefined>;
  onClose: () => void;
}) {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const reasonId = useId();
  // The lists below the dialog change while it works; what was confirmed does not.
  const [rows] = useState(selected);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [progress, setProgress] = useState<Record<string, RowProgress>>({});
  const [phase, setPhase] = useState<'ask' | 'running' | 'over'>('ask');
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<{ done: number; failed: number } | null>(null);
  const { valid, invalid } = splitRows(rows, event);
  const chosen = valid.filter((row) => !removed.has(row.id));
  const ready = chosen.length > 0 && (!asksReason || reason.trim() !== '');

  const start = async () => {
    if (!ready || phase !== 'ask') return;
    setPhase('running');
    setProgress(Object.fromEntries(chosen.map((row) => [row.id, { state: 'waiting' as const }])));
    const result = await runRows(
      chosen,
      (row) => act(row, reason.trim()),
      (id, entry) => setProgress((before) => ({ ...before, [id]: entry })),
    );
    setOutcome(result);
    setPhase('over');
    await client.invalidateQueries();
  };

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
              danger={danger}
              disabled={!ready}
              loading={phase === 'running'}
              onClick={() => void start()}
            >
              {t('bulk.run', { event: title, count: chosen.length })}
            </Button>
          </>
        )
      }
    >
      {phase === 'ask' ? <p>{text}</p> : null}
      <p className="app-bulk__total">
        {t('bulk.count', { count: chosen.length })} · {t('bulk.sum')}{' '}
        <Money value={sumMoney(chosen.map((row) => row.amount))} strong upper />
      </p>
      {outcome ? (
        <p role="status" className={outcome.failed > 0 ? 'app-note' : 'app-note app-note--info'}>
          <Icon name={outcome.failed > 0 ? 'warning' : 'checkCircle'} />
          {t('bulk.outcome', { done: outcome.done, failed: outcome.failed })}
        </p>
      ) : null}
      <ul className="app-bulk" aria-label={t('bulk.rows')}>
        {chosen.map((row) => (
          <li key={row.id}>
            <span>
              <strong>{row.number}</strong> {row.name}
            </span>
            <Money value={row.amount} />
            {phase === 'ask' ? (
              <Button
                size="small"
                aria-label={t('bulk.remove', { number: row.number })}
                onClick={() => setRemoved(new Set(removed).add(row.id))}
              >
                {t('common:remove')}
              </Button>
            ) : (
              <RowOutcome progress={progress[row.id]} />
            )}
          </li>
        ))}
      </ul>
      {invalid.length > 0 ? (
        <>
          <p className="yc-strong">{t('bulk.invalid', { count: invalid.length })}</p>
          <ul className="app-bulk app-bulk--invalid" aria-label={t('bulk.invalid', { count: invalid.length })}>
            {invalid.map(({ row, blockers }) => (
              <li key={row.id}>
                <span>
                  <strong>{row.number}</strong> {row.name}
                </span>
                <span className="app-bulk__reason">
                  <Icon name="lock" />{' '}
                  {blockers.length > 0 ? blockers.map(blockerLabel).join(t('common:comma')) : t('bulk.notOffered')}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {asksReason && phase === 'ask' ? (
        <div className="app-field">
          <label htmlFor={reasonId}>{t('common:action.reason')}</label>
          <p id={`${reasonId}-hint`} className="yc-muted">
            {t('common:action.reasonHint')}
          </p>
          <Input.TextArea
            id={reasonId}
            aria-describedby={`${reasonId}-hint`}
            aria-required
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={(change) => setReason(change.target.value)}
          />
        </div>
      ) : null}
    </Modal>
  );
}

function RowOutcome({ progress }: { progress: RowProgress | undefined }) {
  const { t } = useTranslation('payments');
  switch (progress?.state) {
    case 'running':
      return <Tag tone="progress" icon="clock" text={t('bulk.running')} />;
    case 'done':
      return <Tag tone="success" icon="checkCircle" text={progress.reference ?? t('bulk.done')} />;
    case 'failed':
      return (
        <span className="app-bulk__reason">
          <Tag tone="danger" icon="crossCircle" text={t('bulk.failed')} /> {problemText(progress.error)}
        </span>
      );
    default:
      return <Tag tone="neutral" icon="clock" text={t('bulk.waiting')} />;
  }
}
