import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/lib/i18n';

const STORE = 'yichuang.rubric-keys';

/** Whether the rubric's keys act on this device. */
export function useShortcutChoice(): [boolean, (enabled: boolean) => void] {
  const [enabled, setEnabled] = useState(() => {
    try {
      return localStorage.getItem(STORE) !== 'off';
    } catch {
      return true;
    }
  });
  return [
    enabled,
    (next) => {
      setEnabled(next);
      try {
        localStorage.setItem(STORE, next ? 'on' : 'off');
      } catch {
        // Without storage the choice lasts for this page.
      }
    },
  ];
}

const KEYS = ['digits', 'arrows', 'enter', 'comment', 'secret', 'escape', 'skip', 'finish', 'help'] as const;

/** The keys of the rubric, and the switch that turns them off. */
export function ShortcutHelp({
  open,
  enabled,
  onEnabled,
  onClose,
}: {
  open: boolean;
  enabled: boolean;
  onEnabled: (enabled: boolean) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('reviews');
  return (
    <Modal
      open={open}
      title={t('score.keys')}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('common:close')}</Button>}
    >
      <dl className="app-keys">
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{t(`keys.${key}.key`)}</kbd>
            </dt>
            <dd>{t(`keys.${key}.text`)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox checked={enabled} onChange={(event) => onEnabled(event.target.checked)}>
        {t('keys.enabled')}
      </Checkbox>
    </Modal>
  );
}
