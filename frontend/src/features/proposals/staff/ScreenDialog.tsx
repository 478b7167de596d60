import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { newIdempotencyKey } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { blockerLabel, problemText } from '@/lib/labels';
import { type ProposalSummary, type ScreeningBulkView, screenProposals } from './api';

export type BulkDecision = 'eligible' | 'ineligible' | 'correction';

/** One decision for a selection; each row shows what became of it, and one refusal leaves the others. */
export function ScreenDialog({
  decision,
  rows: selected,
  onClose,
}: {
  decision: BulkDecision;
  rows: ProposalSummary[];
  onClose: () => void;
}) {
  const { t } = useTranslation('proposals');
  const client = useQueryClient();
  const reasonId = useId();
  // The list below the dialog changes while it works; what was confirmed does not.
  const [rows] = useState(selected);
  const [reason, setReason] = useState('');
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [result, setResult] = useState<ScreeningBulkView | null>(null);
  const needsReason = decision !== 'eligible';
  const ready = rows.length > 0 && (!needsReason || reason.trim().length >= 2);
  const title = t(`bulk.${decision}`);
  const run = async () => {
    setRunning(true);
    setError(null);
    try {
      const items = rows.map(({ id, version }) => ({ id, version }));
      const body = { decision, items, ...(needsReason ? { reason: reason.trim() } : {}) };
      setResult((await screenProposals({ body, headers: { 'Idempotency-Key': newIdempotencyKey() } })).data);
      await client.invalidateQueries();
    } catch (cause) {
      setError(cause);
    } finally {
      setRunning(false);
    }
  };
  const failed = result?.items.filter((item) => item.code).length ?? 0;
  return (
    <Modal
      open
      width={720}
      title={t('common:action.confirmTitle', { event: title })}
      closable={!running}
      keyboard={!running}
      mask={{ closable: false }}
      onCancel={onClose}
      destroyOnHidden
      footer={
        result ? (
          <Button type="primary" onClick={onClose}>
            {t('common:close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={running}>
              {t('common:back')}
            </Button>
            <Button
              type="primary"
              danger={decision === 'ineligible'}
              disabled={!ready}
              loading={running}
              onClick={() => void run()}
            >
              {t('bulk.run', { event: title, count: rows.length })}
            </Button>
          </>
        )
      }
    >
      {error ? <ErrorSummary error={error} /> : null}
      {result ? (
        <p role="status">{t('bulk.outcome', { done: result.items.length - failed, failed })}</p>
      ) : (
        <p>{t(`bulk.${decision}Text`)}</p>
      )}
      <ul className="app-bulk" aria-label={t('bulk.rows')}>
        {rows.map((row, index) => {
          const item = result?.items[index];
          return (
            <li key={row.id}>
              <span>
                <strong>{row.number}</strong> {row.title || t('staff.untitled')}
                <span className="yc-muted"> {row.organisation.name}</span>
              </span>
              {item ? (
                item.code ? (
                  <span className="app-bulk__reason">
                    <Tag tone="danger" icon="crossCircle" text={t('bulk.failed')} />{' '}
                    {item.errors.length > 0
                      ? item.errors
                          .map((fault) => ruleName(fault.pointer) ?? blockerLabel(fault))
                          .join(t('common:comma'))
                      : problemText({ code: item.code })}
                  </span>
                ) : (
                  <Tag tone="success" icon="checkCircle" text={t('bulk.done')} />
                )
              ) : null}
            </li>
          );
        })}
      </ul>
      {needsReason && !result ? (
        <div className="app-field">
          <label htmlFor={reasonId}>{t('common:action.reason')}</label>
          <p id={`${reasonId}-hint`} className="yc-muted">
            {t('common:action.reasonHint')}
          </p>
          <Input.TextArea
            id={reasonId}
            aria-describedby={`${reasonId}-hint`}
            aria-required
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(change) => setReason(change.target.value)}
          />
        </div>
      ) : null}
    </Modal>
  );
}

/** The rule that a refusal names, in words. */
function ruleName(pointer: string): string | undefined {
  const rule = /^\/rules\/(\w+)$/.exec(pointer)?.[1];
  return rule ? textOf(`proposals:staff.rules.${rule}`) : undefined;
}
