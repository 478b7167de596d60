import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  /** The id faults and the error summary point to: `field-<name>`. */
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
};

/** A labelled native field with its hint and its error tied to it. */
export function Field({ label, hint, error, name, type = 'text', ...rest }: Props) {
  const { t } = useTranslation();
  const base = useId();
  const [visible, setVisible] = useState(false);
  const secret = type === 'password';
  const describedBy = [hint ? `${base}-hint` : '', error ? `${base}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className="pub-field">
      <label className="pub-field__label" htmlFor={`field-${name}`}>
        {label}
      </label>
      {hint ? (
        <p id={`${base}-hint`} className="pub-field__hint">
          {hint}
        </p>
      ) : null}
      <div className="pub-field__row">
        <input
          {...rest}
          id={`field-${name}`}
          name={name}
          type={secret && visible ? 'text' : type}
          className="yc-input"
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy}
        />
        {secret ? (
          <button
            type="button"
            className="yc-btn yc-btn--quiet"
            aria-pressed={visible}
            aria-label={visible ? t('password.hide') : t('password.show')}
            onClick={() => setVisible(!visible)}
          >
            <Icon name={visible ? 'eyeOff' : 'eye'} />
          </button>
        ) : null}
      </div>
      {error ? (
        <p id={`${base}-error`} className="pub-field__error">
          <Icon name="warning" /> {error}
        </p>
      ) : null}
    </div>
  );
}
