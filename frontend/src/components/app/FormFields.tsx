import type { ReactNode } from 'react';
import type { Fault } from '@/api/client';
import { Icon } from '@/components/base/Icon';
import {
  countCharacters,
  type FormAnswer,
  type FormField,
  type FormRow,
  type FormSection,
  formText,
  isShown,
  type SectionAnswers,
} from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import { FieldRow } from './FieldRow';
import {
  ChoiceControl,
  DeclarationControl,
  FigureControl,
  MultipleControl,
  TextControl,
  YesNoControl,
} from './FormControls';
import { FormRows } from './FormRows';
import '@/styles/forms.css';

export interface FormFieldsProps {
  section: FormSection;
  answers: SectionAnswers;
  /** Faults with pointers below `base`. */
  faults?: Fault[] | undefined;
  /** Where the answers of this section are in the whole, such as `/answers/need`. */
  base: string;
  onChange: (code: string, answer: FormAnswer | undefined) => void;
  disabled?: boolean | undefined;
  /** Draws the upload of a file field; a note in its place where nothing can be uploaded. */
  renderFile?: ((field: FormField) => ReactNode) | undefined;
  /** Also says what is only missing: after the check, no longer while it is being written. */
  strict?: boolean | undefined;
}

/** The fields of one section of a form, as applicants fill them in. */
export function FormFields({ section, answers, ...rest }: FormFieldsProps) {
  return (
    <div className="app-formfields">
      {section.fields
        .filter((field) => isShown(field, answers))
        .map((field) => (
          <Field key={field.code} field={field} answer={answers[field.code]} {...rest} />
        ))}
    </div>
  );
}

interface FieldProps extends Omit<FormFieldsProps, 'section' | 'answers'> {
  field: FormField;
  answer: FormAnswer | undefined;
}

/** Faults at the field itself; those of rows are shown in the rows. */
function errorsAt(faults: Fault[] | undefined, pointer: string, empty: boolean, strict: boolean | undefined): string[] {
  return (faults ?? [])
    .filter((fault) => fault.pointer === pointer)
    .filter((fault) => strict || !empty || !['missing', 'too_few', 'accepted'].includes(fault.code))
    .map(faultText);
}

function Field({ field, answer, faults, base, onChange, disabled, renderFile, strict }: FieldProps) {
  const { t } = useTranslation('forms');
  const pointer = `${base}/${field.code}`;
  const id = fieldId(pointer);
  const empty =
    answer === undefined || answer === '' || answer === false || (Array.isArray(answer) && answer.length === 0);
  const errors = errorsAt(faults, pointer, empty, strict);
  const label = formText(field.label) || t('untitledField');
  const hint = field.help ? formText(field.help) : undefined;
  const { input } = field;
  const change = (next: FormAnswer | undefined) => onChange(field.code, next);
  const text = typeof answer === 'string' ? answer : '';
  const optional = !field.required && input.kind !== 'declaration';
  const shared = { id, disabled, invalid: errors.length > 0 };
  switch (input.kind) {
    case 'short_text':
    case 'long_text':
      return (
        <FieldRow id={id} label={label} hint={limits(hint, input, t)} errors={errors} optional={optional}>
          {(control) => (
            <TextControl
              {...control}
              long={input.kind === 'long_text'}
              value={text}
              max={input.max}
              min={input.min ?? 0}
              count={countCharacters(text)}
              disabled={disabled}
              onChange={change}
            />
          )}
        </FieldRow>
      );
    case 'number':
    case 'money':
    case 'date':
      return (
        <FieldRow id={id} label={label} hint={hint} errors={errors} optional={optional}>
          {(control) => <FigureControl {...control} input={input} value={text} disabled={disabled} onChange={change} />}
        </FieldRow>
      );
    case 'single_choice':
      return (
        <ChoiceControl
          {...shared}
          label={label}
          hint={hint}
          errors={errors}
          optional={optional}
          options={input.options}
          value={text}
          onChange={change}
        />
      );
    case 'multiple_choice':
      return (
        <MultipleControl
          {...shared}
          label={label}
          hint={hint}
          errors={errors}
          optional={optional}
          options={input.options}
          value={Array.isArray(answer) ? (answer as string[]) : []}
          onChange={change}
        />
      );
    case 'yes_no':
      return (
        <YesNoControl
          {...shared}
          label={label}
          hint={hint}
          errors={errors}
          optional={optional}
          value={typeof answer === 'boolean' ? answer : undefined}
          onChange={change}
        />
      );
    case 'declaration':
      return (
        <DeclarationControl
          {...shared}
          label={label}
          hint={hint}
          errors={errors}
          value={answer === true}
          onChange={change}
        />
      );
    case 'file':
      return (
        <section className="app-field" aria-labelledby={`${id}-label`}>
          <p id={`${id}-label`} className="app-field__label">
            {label}
            {optional ? <span className="yc-muted"> ({t('common:optional')})</span> : null}
          </p>
          {hint ? <p className="yc-muted">{hint}</p> : null}
          {renderFile?.(field) ?? (
            <p className="yc-note" id={id} tabIndex={-1}>
              <Icon name="upload" /> {t('fileHere', { count: input.max_files })}
            </p>
          )}
          <Errors id={id} errors={errors} />
        </section>
      );
    default:
      return (
        <FormRows
          {...shared}
          label={label}
          hint={hint}
          errors={errors}
          optional={optional}
          input={input}
          pointer={pointer}
          faults={faults ?? []}
          strict={strict}
          rows={Array.isArray(answer) ? (answer as FormRow[]) : []}
          onChange={change}
        />
      );
  }
}

type T = ReturnType<typeof useTranslation<'forms'>>['t'];

/** The help of a text with the least number of characters, which nobody should learn from a fault. */
function limits(hint: string | undefined, input: { min?: number; max: number }, t: T): string | undefined {
  const least = input.min ? t('atLeast', { count: input.min }) : '';
  return [hint, least].filter(Boolean).join(' ') || undefined;
}

/** What is wrong with a field, under it. */
export function Errors({ id, errors }: { id: string; errors: string[] }) {
  if (errors.length === 0) return null;
  return (
    <div id={`${id}-error`} className="app-field__error">
      {errors.map((error) => (
        <p key={error}>
          <Icon name="warning" /> {error}
        </p>
      ))}
    </div>
  );
}
