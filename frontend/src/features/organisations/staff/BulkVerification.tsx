import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { type BulkView, bulkOrganisations, type VerificationSummary } from './api';
import { ReturnFields, type ReturnReasons, reasonList, reasonsComplete } from './ReturnFields';

/** One step for many registrations; afterwards it says row by row what became of each. */
export function BulkVerification({
  event,
  rows,
  onClose,
}: {
  event: 'verify' | 'return';
  rows: VerificationSummary[];
  onClose: (done: boolean) => void;
}) {
  const { t } = useTranslation('record');
  const [kept] = useState(rows);
  const [reasons, setReasons] = useState<ReturnReasons>({});
  const [result, setResult] = useState<BulkView | null>(null);
  const { running, error, run } = useSubmit();
  const client = useQueryClient();
  const title = t(event === 'verify' ? 'queue.verifyMany' : 'queue.returnMany');
  const go = () =>
    void run(async (key) => {
      const items = kept.map((row) => ({ id: row.organisation_id, version: row.organisation_version }));
      const body = event === 'verify' ? { event, items } : { event, items, reasons: reasonList(reasons) };
      const answer = await bulkOrganisations({ body, headers: { 'Idempotency-Key': key } });
      setResult(answer.data);
      await client.invalidateQueries();
    });
  const nameOf = (id: string) => kept.find((row) => row.organisation_id === id)?.organisation_name ?? id;
  return (
    <Modal
      open
      title={result ? t('bulk.done', { done: result.done, refused: result.refused }) : title}
      onCancel={() => onClose(result !== null)}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <>
          <Button onClick={() => onClose(result !== null)}>{t('close')}</Button>
          {result ? null : (
            <Button
              type="primary"
              loading={running}
              disabled={event === 'return' && !reasonsComplete(reasons)}
              onClick={go}
            >
              {title}
            </Button>
          )}
        </>
      }
    >
      {error ? <ErrorSummary error={error} /> : null}
      {result ? (
        <ul className="app-plainlist" role="status">
          {result.items.map((item) => (
            <li key={item.id}>
              <Icon name={item.done ? 'checkCircle' : 'warning'} /> {nameOf(item.id)}
              {item.done ? null : (
                <>
                  {' — '}
                  {problemText({ code: item.code ?? '' })}
                </>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <>
          <p>{t(event === 'verify' ? 'bulk.verifyText' : 'bulk.returnText', { count: kept.length })}</p>
          <ul className="yc-list">
            {kept.map((row) => (
              <li key={row.id}>{row.organisation_name}</li>
            ))}
          </ul>
          {event === 'return' ? <ReturnFields reasons={reasons} onChange={setReasons} /> : null}
        </>
      )}
    </Modal>
  );
}
