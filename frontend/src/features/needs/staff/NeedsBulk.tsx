import { useId, useState } from 'react';
import { etagOf, newIdempotencyKey } from '@/api/client';
import { BulkDialog } from '@/components/app/BulkDialog';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { acceptNeed, declineNeed, mergeNeed, type NeedSummary, publishNeed } from './api';

export const BULK = ['accept', 'publish', 'decline', 'merge'] as const;
export type BulkEvent = (typeof BULK)[number];

/** Runs one step for a row, each with its own key: a row that fails stops no other. */
function step(event: BulkEvent, row: NeedSummary, reason: string, into: string): Promise<unknown> {
  const path = { id: row.id };
  const headers = { 'If-Match': etagOf(row), 'Idempotency-Key': newIdempotencyKey() };
  if (event === 'accept') return acceptNeed({ path, headers, body: reason ? { answer: reason } : {} });
  if (event === 'publish') return publishNeed({ path, headers });
  if (event === 'decline') return declineNeed({ path, headers, body: { reason } });
  return mergeNeed({ path, headers, body: { into_id: into, reason } });
}

/** One step for many needs. Those that are the same become one: which one stays is chosen. */
export function NeedsBulk({ event, rows, onClose }: { event: BulkEvent; rows: NeedSummary[]; onClose: () => void }) {
  const { t } = useTranslation('needs');
  const id = useId();
  const [into, setInto] = useState('');
  const merging = event === 'merge';
  return (
    <BulkDialog
      title={eventLabel(event, 'need')}
      event={event}
      rows={rows.map((row) => ({ ...row, name: row.heading }))}
      danger={event === 'decline'}
      reason={
        event === 'publish'
          ? undefined
          : {
              label: t('staff.answer'),
              hint: t('staff.answerHint'),
              required: event === 'decline' || merging,
              max: 1000,
            }
      }
      ready={!merging || into !== ''}
      left={into ? { [into]: t('bulk.stays') } : {}}
      fields={
        merging ? (
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
        ) : null
      }
      act={async (row, reason) => {
        await step(event, row, reason, into);
        return undefined;
      }}
      onClose={onClose}
    />
  );
}
