import { Modal } from 'antd';
import { stepUp } from '@/api/gen/sdk.gen';
import { useTranslation } from '@/lib/i18n';
import { endStepUp } from '@/lib/stepUp';
import { CodeForm } from './CodeForm';

/** Asks for a code of the second factor when the server wants a fresh one; what was being done then goes on. */
export function StepUpDialog() {
  const { t } = useTranslation('second');
  const leave = () => endStepUp(false);
  return (
    <Modal open title={t('stepUp.title')} onCancel={leave} mask={{ closable: false }} footer={null}>
      <CodeForm
        id="step-up-code"
        text={t('stepUp.text')}
        label={t('removeCode')}
        submit={t('stepUp.submit')}
        run={(code) => stepUp({ body: { code } }).then(() => endStepUp(true))}
        onCancel={leave}
      />
    </Modal>
  );
}
