import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Icon, type IconName } from '@/components/base/Icon';
import type { Autosave, AutosaveState } from '@/lib/autosave';
import { clockTime } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';
import { fieldAt, withField } from '@/lib/merge';

const icons: Record<AutosaveState, IconName> = {
  idle: 'check',
  dirty: 'pencil',
  saving: 'clock',
  saved: 'checkCircle',
  error: 'warning',
  conflict: 'warning',
};

/** As much of an autosave as its state needs. */
export type SavingState = Pick<Autosave<unknown>, 'state' | 'savedAt' | 'error' | 'restored' | 'flush'>;

/** What becomes of the edits: 未保存 / 保存中 / 已保存 10:32 / 保存失败, without toasts. */
export function AutosaveStatus({ autosave }: { autosave: SavingState }) {
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
  /** The way to the field in the value; with it the person decides field by field. */
  path?: string[];
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
  if (!autosave.conflict) return null;
  const { mine, theirs, clashes } = autosave.conflict;
  const clashing = (path: string[]) => clashes.some((clash) => clash.path.every((step, index) => path[index] === step));
  const fields = compare(mine, theirs).filter(
    (field) => field.mine !== field.theirs && (!field.path || clashing(field.path)),
  );
  return <Conflict key={fields.map((field) => field.label).join('|')} autosave={autosave} fields={fields} />;
}

function Conflict<T>({ autosave, fields }: { autosave: Autosave<T>; fields: ConflictField[] }) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<Record<string, 'mine' | 'theirs'>>({});
  const byField = fields.every((field) => field.path);
  const side = (field: ConflictField) => picked[field.label] ?? 'mine';
  const apply = () => {
    const { conflict } = autosave;
    if (!conflict) return;
    const theirs = fields.filter((field) => side(field) === 'theirs');
    const value = theirs.reduce(
      (all, { path = [] }) => withField(all, path, fieldAt(conflict.theirs, path)),
      conflict.mine,
    );
    autosave.resolve(value);
  };
  const cell = (field: ConflictField, which: 'mine' | 'theirs') => (
    <td className="app-conflict">
      {byField ? (
        <label className="app-conflict__choice">
          <input
            type="radio"
            name={`conflict-${field.label}`}
            aria-label={`${field.label}${t('colon')}${t(`autosave.${which}`)}`}
            checked={side(field) === which}
            onChange={() => setPicked((old) => ({ ...old, [field.label]: which }))}
          />
          <span>{field[which] || '—'}</span>
        </label>
      ) : (
        field[which] || '—'
      )}
    </td>
  );
  const mixed = byField && fields.some((field) => side(field) === 'theirs');
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
        <Button key="mine" type={mixed ? 'default' : 'primary'} onClick={autosave.keepMine}>
          {t('autosave.keepMine')}
        </Button>,
        mixed ? (
          <Button key="apply" type="primary" onClick={apply}>
            {t('autosave.keepChosen')}
          </Button>
        ) : null,
      ]}
    >
      <p>{t(byField ? 'autosave.conflictFields' : 'autosave.conflictText')}</p>
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
                {cell(field, 'mine')}
                {cell(field, 'theirs')}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
