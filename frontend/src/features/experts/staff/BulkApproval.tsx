import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { bulkApproveExperts, type ExpertApprovalsView, type ExpertView } from '../api';

/** Approves many at once; afterwards it says what became of each. */
export function BulkApproval({ rows, onClose }: { rows: ExpertView[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation('experts');
  const [kept] = useState(rows);
  const [result, setResult] = useState<ExpertApprovalsView | null>(null);
  const { running, error, run } = useSubmit();
  const client = useQueryClient();
  const go = () =>
    void run(async (key) => {
      const items = kept.map((row) => ({ id: row.id, version: row.version }));
      const answer = await bulkApproveExperts({ body: { items }, headers: { 'Idempotency-Key': key } });
      setResult(answer.data);
      await client.invalidateQueries();
    });
  return (
    <Modal
      open
      title={
        result ? t('bulk.done', { done: result.done, refused: result.refused }) : t('bulk.open', { count: kept.length })
      }
      onCancel={() => onClose(result !== null)}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <>
          <Button onClick={() => onClose(result !== null)}>{t('common:close')}</Button>
          {result ? null : (
            <Button type="primary" loading={running} onClick={go}>
              {t('common:confirm')}
            </Button>
          )}
        </>
      }
    >
      <ErrorSummary error={error} />
      {result ? (
        <div role="status">
          <ul className="app-plainlist">
            {result.items.map((item) => (
              <li key={item.id}>
                <Icon name={item.done ? 'checkCircle' : 'warning'} /> {kept.find((row) => row.id === item.id)?.name}
                {item.done ? null : ` — ${problemText({ code: item.code ?? '' })}`}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <>
          <p>{t('confirm.approve')}</p>
          <ul className="yc-list">
            {kept.map((row) => (
              <li key={row.id}>{row.name}</li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}
