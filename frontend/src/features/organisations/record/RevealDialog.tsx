import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { revealBankAccount, revealStaffNumber } from './api';

type Of = { account: string } | { staff: string; field: 'certificate_number' | 'id_number' };

/** Asks why, then shows a number in full. The number lives in this dialog only and is gone with it. */
export function RevealDialog({ title, of, onClose }: { title: string; of: Of; onClose: () => void }) {
  const { t } = useTranslation('record');
  const id = useId();
  const [reason, setReason] = useState('');
  const [number, setNumber] = useState<string | null>(null);
  const { running, error, run } = useSubmit();
  const ask = () =>
    void run(async (key) => {
      const headers = { 'Idempotency-Key': key };
      const why = reason.trim();
      if ('account' in of) {
        const answer = await revealBankAccount({ path: { id: of.account }, headers, body: { reason: why } });
        setNumber(answer.data.account_number);
      } else {
        const body = { field: of.field, reason: why };
        const answer = await revealStaffNumber({ path: { id: of.staff }, headers, body });
        setNumber(answer.data.number);
      }
    });
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          {number === null ? (
            <Button type="primary" loading={running} disabled={reason.trim().length < 2} onClick={ask}>
              {t('reveal.show')}
            </Button>
          ) : null}
        </>
      }
    >
      {error ? <ErrorSummary error={error} /> : null}
      {number === null ? (
        <>
          <p>{t('reveal.hint')}</p>
          <div className="app-field">
            <label htmlFor={id}>{t('reveal.reason')}</label>
            <Input
              id={id}
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
              onPressEnter={(event) => {
                if (!event.nativeEvent.isComposing && reason.trim().length > 1) ask();
              }}
            />
          </div>
        </>
      ) : (
        <p role="status">
          <span className="app-number">{number}</span>
          <br />
          <span className="yc-muted">{t('reveal.shown')}</span>
        </p>
      )}
    </Modal>
  );
}
