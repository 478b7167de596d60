import { useId } from 'react';
import { Icon } from '@/components/base/Icon';

/** A labelled native text area with its hint, its length and its error tied to it. */
export function TextArea({
  name,
  label,
  hint,
  error,
  value,
  max,
  rows = 5,
  onChange,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  max: number;
  rows?: number;
  onChange: (value: string) => void;
}) {
  const base = useId();
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
      <textarea
        id={`field-${name}`}
        className="yc-input need-textarea"
        rows={rows}
        maxLength={max}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="need-length" aria-hidden="true">
        {[...value].length} / {max}
      </p>
      {error ? (
        <p id={`${base}-error`} className="pub-field__error">
          <Icon name="warning" /> {error}
        </p>
      ) : null}
    </div>
  );
}
