import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { Icon } from '@/components/base/Icon';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { blockerLabel, problemText } from '@/lib/labels';
import { type Actionable, type RowProgress, runRows, splitRows } from './bulk';

export interface BulkRow extends Actionable {
  number: string;
  /** Whom or what it concerns. */
  name: string;
}

export interface BulkReason {
  label: string;
  hint: string;
  required: boolean;
  max: number;
}

/**
 * One action on many rows: what will be done, the rows that cannot be done with their reasons, and each row shows how
 * it went. Closing is possible only between runs.
 */
export function BulkDialog<Row extends BulkRow>({
  title,
  event,
  rows: selected,
  text,
  summary,
  detail,
  reason: asked,
  fields,
  ready: filled = true,
  left = {},
  removable = false,
  danger = false,
  act,
  onClose,
}: {
  title: string;
  event: string;
  rows: Row[];
  text?: ReactNode;
  /** What the rows amount to. */
  summary?: (rows: Row[]) => ReactNode;
  /** What is said of a row beside its name. */
  detail?: (row: Row) => ReactNode;
  reason?: BulkReason | undefined;
  /** What else has to be chosen, and whether it is. */
  fields?: ReactNode;
  ready?: boolean;
  /** Rows that are left as they are, each with why, by id. */
  left?: Record<string, string>;
  /** A row can be taken out before. */
  removable?: boolean;
  danger?: boolean;
  /** Runs the operation for one row; answers the number of what came of it, if anything did. */
  act: (row: Row, reason: string) => Promise<string | undefined>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  // The lists below the dialog change while it works; what was confirmed does not.
  const [rows] = useState(selected);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [progress, setProgress] = useState<Record<string, RowProgress>>({});
  const [phase, setPhase] = useState<'ask' | 'running' | 'over'>('ask');
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<{ done: number; failed: number } | null>(null);
  const { valid, invalid } = splitRows(rows, event);
  const chosen = valid.filter((row) => !removed.has(row.id) && !(row.id in left));
  const ready = chosen.length > 0 && filled && (!asked?.required || reason.trim().length > 1);

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
      title={t('action.confirmTitle', { event: title })}
      closable={phase !== 'running'}
      keyboard={phase !== 'running'}
      mask={{ closable: false }}
      onCancel={onClose}
      destroyOnHidden
      footer={
        phase === 'over' ? (
          <Button type="primary" onClick={onClose}>
            {t('close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={phase === 'running'}>
              {t('back')}
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
      {phase === 'ask' && text ? <p>{text}</p> : null}
      {summary ? <p className="app-bulk__total">{summary(chosen)}</p> : null}
      {outcome ? (
        <p role="status" className={outcome.failed > 0 ? 'app-note' : 'app-note app-note--info'}>
          <Icon name={outcome.failed > 0 ? 'warning' : 'checkCircle'} />
          {t('bulk.outcome', { done: outcome.done, failed: outcome.failed })}
        </p>
      ) : null}
      {phase === 'ask' ? fields : null}
      <ul className="app-bulk" aria-label={t('bulk.rows')}>
        {chosen.map((row) => (
          <li key={row.id}>
            <Name row={row} />
            {detail?.(row)}
            {phase !== 'ask' ? (
              <Outcome progress={progress[row.id]} />
            ) : removable ? (
              <Button
                size="small"
                aria-label={t('bulk.remove', { number: row.number })}
                onClick={() => setRemoved(new Set(removed).add(row.id))}
              >
                {t('remove')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Left
        rows={[
          ...valid.filter((row) => row.id in left).map((row) => ({ row, stays: true, why: left[row.id] ?? '' })),
          ...invalid.map(({ row, blockers }) => ({
            row,
            stays: false,
            why: blockers.length > 0 ? blockers.map(blockerLabel).join(t('comma')) : t('bulk.notOffered'),
          })),
        ]}
      />
      {asked && phase === 'ask' ? <ReasonField asked={asked} value={reason} onChange={setReason} /> : null}
    </Modal>
  );
}

function Name({ row }: { row: BulkRow }) {
  return (
    <span>
      <strong>{row.number}</strong> {row.name}
    </span>
  );
}

/** The rows that nothing happens to, each with why. */
function Left({ rows }: { rows: { row: BulkRow; stays: boolean; why: string }[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const title = t('bulk.invalid', { count: rows.length });
  return (
    <>
      <p className="yc-strong">{title}</p>
      <ul className="app-bulk app-bulk--invalid" aria-label={title}>
        {rows.map(({ row, stays, why }) => (
          <li key={row.id}>
            <Name row={row} />
            <span className="app-bulk__reason">
              <Icon name={stays ? 'check' : 'lock'} /> {why}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function ReasonField({
  asked,
  value,
  onChange,
}: {
  asked: BulkReason;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="app-field">
      <label htmlFor={id}>
        {asked.label}
        {asked.required ? null : <span className="yc-muted"> ({t('optional')})</span>}
      </label>
      <p id={`${id}-hint`} className="yc-muted">
        {asked.hint}
      </p>
      <Input.TextArea
        id={id}
        aria-describedby={`${id}-hint`}
        aria-required={asked.required}
        rows={2}
        maxLength={asked.max}
        value={value}
        onChange={(change) => onChange(change.target.value)}
      />
    </div>
  );
}

function Outcome({ progress }: { progress: RowProgress | undefined }) {
  const { t } = useTranslation();
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
