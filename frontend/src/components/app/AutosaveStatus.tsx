import { Button, Modal } from 'antd';
import { Icon, type IconName } from '@/components/base/Icon';
import type { Autosave, AutosaveState } from '@/lib/autosave';
import { clockTime } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';

const icons: Record<AutosaveState, IconName> = {
  idle: 'check',
  dirty: 'pencil',
  saving: 'clock',
  saved: 'checkCircle',
  error: 'warning',
  conflict: 'warning',
};

/** What becomes of the edits: 未保存 / 保存中 / 已保存 10:32 / 保存失败, without toasts. */
export function AutosaveStatus<T>({ autosave }: { autosave: Autosave<T> }) {
  const { t } = useTranslation();
  const { state, savedAt, error } = autosave;
  const text =
    state === 'saved' && savedAt
      ? t('autosave.saved', { time: clockTime(savedAt) })
      : t(`autosave.${state === 'saved' ? 'idle' : state}`);
  return (
    <span className={`app-autosave app-autosave--${state}`}>
      <span role="status">
        <Icon name={icons[state]} /> {text}
        {state === 'error' && error ? <span className="app-autosave__why"> {problemText(error)}</span> : null}
      </span>
      {state === 'error' ? (
        <Button size="small" onClick={() => void autosave.flush()}>
          {t('autosave.retryNow')}
        </Button>
      ) : null}
      {autosave.restored && state !== 'saved' ? <span className="yc-muted">{t('autosave.restored')}</span> : null}
    </span>
  );
}

export interface ConflictField {
  label: string;
  mine: string;
  theirs: string;
}

/** After a 412: both versions side by side; nothing is overwritten before a choice. */
export function ConflictDialog<T>({
  autosave,
  compare,
}: {
  autosave: Autosave<T>;
  /** The differing fields in words. */
  compare: (mine: T, theirs: T) => ConflictField[];
}) {
  const { t } = useTranslation();
  const { conflict } = autosave;
  if (!conflict) return null;
  const fields = compare(conflict.mine, conflict.theirs).filter((field) => field.mine !== field.theirs);
  return (
    <Modal
      open
      width={860}
      title={t('autosave.conflictTitle')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={[
        <Button key="theirs" onClick={autosave.takeTheirs}>
          {t('autosave.takeTheirs')}
        </Button>,
        <Button key="mine" type="primary" onClick={autosave.keepMine}>
          {t('autosave.keepMine')}
        </Button>,
      ]}
    >
      <p>{t('autosave.conflictText')}</p>
      <div className="app-tablescroll">
        <table className="app-table">
          <thead>
            <tr>
              <th scope="col">{t('autosave.field')}</th>
              <th scope="col">{t('autosave.mine')}</th>
              <th scope="col">{t('autosave.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.label}>
                <th scope="row">{field.label}</th>
                <td className="app-conflict">{field.mine || '—'}</td>
                <td className="app-conflict">{field.theirs || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
