import { Input } from 'antd';
import type { ReactNode } from 'react';
import { cutCharacters, type FormChoice, type FormInput, formText } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { DateInput } from './DateInput';
import type { ControlProps } from './FieldRow';
import { Errors } from './FormFields';

/** Text with a counter that counts as the server does. */
export function TextControl({
  long,
  value,
  min,
  max,
  count,
  onChange,
  disabled,
  ...control
}: ControlProps & {
  long: boolean;
  value: string;
  min: number;
  max: number;
  count: number;
  disabled?: boolean | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation('forms');
  const short = count > 0 && count < min;
  const common = {
    ...control,
    value,
    disabled: disabled ?? false,
    'aria-describedby': [control['aria-describedby'], `${control.id}-count`].filter(Boolean).join(' '),
    // The browser counts halves of rare characters; the cut below counts as the server does.
    onChange: (event: { target: { value: string } }) => onChange(cutCharacters(event.target.value, max)),
  };
  return (
    <>
      {long ? <Input.TextArea {...common} autoSize={{ minRows: 5, maxRows: 24 }} /> : <Input {...common} />}
      <p id={`${control.id}-count`} className={short ? 'app-formcount app-formcount--short' : 'app-formcount'}>
        {t('counter', { count, max })}
        {short ? t('counterShort', { count: min - count }) : ''}
      </p>
    </>
  );
}

/** A number, an amount or a day, kept as typed. */
export function FigureControl({
  input,
  value,
  onChange,
  disabled,
  label,
  ...control
}: ControlProps & {
  input: FormInput;
  value: string;
  disabled?: boolean | undefined;
  /** Said instead of a visible label, in a cell. */
  label?: string;
  onChange: (value: string) => void;
}) {
  if (input.kind === 'date') {
    return (
      <DateInput
        {...control}
        aria-label={label}
        value={value || null}
        disabled={disabled ?? false}
        onChange={(day) => onChange(day ?? '')}
      />
    );
  }
  const unit = input.kind === 'number' ? formText(input.unit) : '';
  return (
    <Input
      {...control}
      aria-label={label}
      className="app-formfigure"
      value={value}
      disabled={disabled ?? false}
      maxLength={20}
      inputMode={input.kind === 'number' && input.decimals === 0 ? 'numeric' : 'decimal'}
      prefix={input.kind === 'money' ? '¥' : undefined}
      suffix={unit || undefined}
      onChange={(event) => onChange(event.target.value.replace(/[，,\s]/g, ''))}
    />
  );
}

interface GroupProps {
  id: string;
  label: string;
  hint?: string | undefined;
  errors: string[];
  optional?: boolean;
  disabled?: boolean | undefined;
  invalid: boolean;
}

/** A group of buttons under one question. */
function Group({
  id,
  label,
  hint,
  errors,
  optional,
  role,
  children,
}: GroupProps & { role?: 'radiogroup'; children: ReactNode }) {
  const { t } = useTranslation();
  const described = [hint ? `${id}-hint` : '', errors.length > 0 ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <fieldset className="app-fieldset app-field app-formgroup" role={role} aria-describedby={described || undefined}>
      <legend>
        {label}
        {optional ? <span className="yc-muted"> ({t('optional')})</span> : null}
      </legend>
      {hint ? (
        <p id={`${id}-hint`} className="yc-muted">
          {hint}
        </p>
      ) : null}
      <div className="app-formchoices">{children}</div>
      <Errors id={id} errors={errors} />
    </fieldset>
  );
}

export function ChoiceControl({
  options,
  value,
  onChange,
  ...group
}: GroupProps & { options: FormChoice[]; value: string; onChange: (value: string) => void }) {
  return (
    <Group {...group} role="radiogroup">
      {options.map((option, index) => (
        <label key={option.code} className="app-formchoice">
          <input
            type="radio"
            id={index === 0 ? group.id : undefined}
            name={group.id}
            checked={value === option.code}
            disabled={group.disabled}
            onChange={() => onChange(option.code)}
          />
          <span>{formText(option.label)}</span>
        </label>
      ))}
    </Group>
  );
}

export function MultipleControl({
  options,
  value,
  onChange,
  ...group
}: GroupProps & { options: FormChoice[]; value: string[]; onChange: (value: string[]) => void }) {
  return (
    <Group {...group}>
      {options.map((option, index) => (
        <label key={option.code} className="app-formchoice">
          <input
            type="checkbox"
            id={index === 0 ? group.id : undefined}
            checked={value.includes(option.code)}
            disabled={group.disabled}
            onChange={(event) => {
              const rest = value.filter((code) => code !== option.code);
              const chosen = event.target.checked ? [...rest, option.code] : rest;
              onChange(options.map((one) => one.code).filter((code) => chosen.includes(code)));
            }}
          />
          <span>{formText(option.label)}</span>
        </label>
      ))}
    </Group>
  );
}

export function YesNoControl({
  value,
  onChange,
  ...group
}: GroupProps & { value: boolean | undefined; onChange: (value: boolean) => void }) {
  const { t } = useTranslation('forms');
  return (
    <Group {...group} role="radiogroup">
      {([true, false] as const).map((answer) => (
        <label key={String(answer)} className="app-formchoice">
          <input
            type="radio"
            id={answer ? group.id : undefined}
            name={group.id}
            checked={value === answer}
            disabled={group.disabled}
            onChange={() => onChange(answer)}
          />
          <span>{t(answer ? 'yes' : 'no')}</span>
        </label>
      ))}
    </Group>
  );
}

export function DeclarationControl({
  id,
  label,
  hint,
  errors,
  disabled,
  invalid,
  value,
  onChange,
}: GroupProps & { value: boolean; onChange: (value: boolean) => void }) {
  const described = [hint ? `${id}-hint` : '', errors.length > 0 ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="app-field">
      <label className="app-formchoice app-formchoice--declaration">
        <input
          type="checkbox"
          id={id}
          checked={value}
          disabled={disabled}
          aria-invalid={invalid}
          aria-describedby={described || undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="yc-muted">
          {hint}
        </p>
      ) : null}
      <Errors id={id} errors={errors} />
    </div>
  );
}
