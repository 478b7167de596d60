import { Modal } from 'antd';
import { removeSecondFactor } from '@/api/gen/sdk.gen';
import { CodeForm } from '@/components/app/CodeForm';
import { useTranslation } from '@/lib/i18n';

export function RemoveSecondFactor({ onClose }: { onClose: (done: boolean) => void }) {
  const { t } = useTranslation('second');
  const leave = () => onClose(false);
  return (
    <Modal open title={t('remove')} onCancel={leave} footer={null}>
      <CodeForm
        id="second-remove-code"
        text={t('removeText')}
        label={t('removeCode')}
        submit={t('remove')}
        danger
        run={(code) => removeSecondFactor({ body: { code } }).then(() => onClose(true))}
        onCancel={leave}
      />
    </Modal>
  );
}
