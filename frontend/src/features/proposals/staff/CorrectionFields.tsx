import { Checkbox, Input } from 'antd';
import { DateInput } from '@/components/app/DateInput';
import { useTranslation } from '@/lib/i18n';
import { type Asked, partLabel, returnableParts } from '../lib/parts';

export interface Correction {
  due: string | null;
  /** What is wrong with each returned part, by its pointer. */
  parts: Record<string, string>;
}

export const NO_CORRECTION: Correction = { due: null, parts: {} };

/** Which parts are returned, what is wrong with each, and until when. */
export function CorrectionFields({
  asked,
  value,
  onChange,
}: {
  /** What the call asks for of its own, each of which can be returned by itself. */
  asked: Asked;
  value: Correction;
  onChange: (value: Correction) => void;
}) {
  const { t } = useTranslation('proposals');
  return (
    <>
      <fieldset className="app-choices">
        <legend>{t('correction.parts')}</legend>
        <p className="yc-muted">{t('correction.partsHint')}</p>
        {returnableParts(asked).map((pointer) => {
          const chosen = pointer in value.parts;
          const label = partLabel(pointer, t, asked);
          return (
            <div key={pointer} className="app-returned">
              <Checkbox
                checked={chosen}
                onChange={(event) => {
                  const { [pointer]: _, ...others } = value.parts;
                  onChange({ ...value, parts: event.target.checked ? { ...others, [pointer]: '' } : others });
                }}
              >
                {label}
              </Checkbox>
              {chosen ? (
                <Input
                  aria-label={t('correction.remark', { part: label })}
                  placeholder={t('correction.remarkHint')}
                  maxLength={500}
                  value={value.parts[pointer]}
                  onChange={(event) => onChange({ ...value, parts: { ...value.parts, [pointer]: event.target.value } })}
                />
              ) : null}
            </div>
          );
        })}
      </fieldset>
      <div className="app-field">
        <label htmlFor="correction-due">
          {t('staff.correctionDue')} <span className="yc-muted">({t('common:optional')})</span>
        </label>
        <p id="correction-due-hint" className="yc-muted">
          {t('staff.correctionDueHint')}
        </p>
        <DateInput
          id="correction-due"
          aria-describedby="correction-due-hint"
          value={value.due}
          onChange={(due) => onChange({ ...value, due })}
        />
      </div>
    </>
  );
}

/** The body of the request. */
export function correctionBody(value: Correction, reason: string) {
  const parts = Object.entries(value.parts).map(([pointer, remark]) => ({ pointer, remark }));
  return { reason, parts, ...(value.due ? { due_on: value.due } : {}) };
}
