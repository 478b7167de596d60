import { Button, Input, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { stepUp } from '@/api/gen/sdk.gen';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { endStepUp } from '@/lib/stepUp';
import { useSubmit } from '@/lib/submit';
import { FieldRow } from './FieldRow';

/** Asks for a code of the second factor when the server wants a fresh one; what was being done then goes on. */
export function StepUpDialog() {
  const { t } = useTranslation('second');
  const [code, setCode] = useState('');
  const { running, error, run } = useSubmit();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await stepUp({ body: { code: code.trim() } });
      endStepUp(true);
    });
  };
  return (
    <Modal open title={t('stepUp.title')} onCancel={() => endStepUp(false)} mask={{ closable: false }} footer={null}>
      <form onSubmit={submit}>
        <p>{t('stepUp.text')}</p>
        <ErrorSummary error={error} />
        <FieldRow id="step-up-code" label={t('removeCode')}>
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
          <Button onClick={() => endStepUp(false)}>{t('common:cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={running} disabled={code.trim().length < 6}>
            {t('stepUp.submit')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
