import { Button, Input, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { removeSecondFactor } from '@/api/gen/sdk.gen';
import { FieldRow } from '@/components/app/FieldRow';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';

export function RemoveSecondFactor({ onClose }: { onClose: (done: boolean) => void }) {
  const { t } = useTranslation('second');
  const [code, setCode] = useState('');
  const { running, error, run } = useSubmit();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await removeSecondFactor({ body: { code: code.trim() } });
      onClose(true);
    });
  };
  return (
    <Modal open title={t('remove')} onCancel={() => onClose(false)} footer={null}>
      <form onSubmit={submit}>
        <p>{t('removeText')}</p>
        <ErrorSummary error={error} />
        <FieldRow id="second-remove-code" label={t('removeCode')}>
          {(control) => (
            <Input
              {...control}
              value={code}
              autoFocus
              autoComplete="one-time-code"
              maxLength={20}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </FieldRow>
        <div className="app-formactions">
          <Button onClick={() => onClose(false)}>{t('common:cancel')}</Button>
          <Button danger type="primary" htmlType="submit" loading={running} disabled={code.trim().length < 6}>
            {t('remove')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
