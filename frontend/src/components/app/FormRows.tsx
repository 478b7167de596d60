import { Button, Input } from 'antd';
import type { Fault } from '@/api/client';
import { Icon } from '@/components/base/Icon';
import { columnsOf, cutCharacters, type FormColumn, type FormInput, type FormRow, formText } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { isComposing } from '@/lib/keyboard';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import { FigureControl } from './FormControls';
import { Errors } from './FormFields';
import { PlainSelect } from './PlainSelect';
import '@/styles/proposals.css';

interface RowsProps {
  id: string;
  label: string;
  hint?: string | undefined;
  errors: string[];
  optional: boolean;
  disabled?: boolean | undefined;
  input: FormInput;
  pointer: string;
  faults: Fault[];
  strict?: boolean | undefined;
  rows: FormRow[];
  onChange: (rows: FormRow[]) => void;
}

/** Rows of cells: a grid on a desk, cards on a phone. Enter goes to the next row and adds one at the end. */
export function FormRows({
  id,
  label,
  hint,
  errors,
  optional,
  disabled,
  input,
  pointer,
  faults,
  strict,
  rows,
  onChange,
}: RowsProps) {
  const { t } = useTranslation('forms');
  const columns = columnsOf(input) ?? [];
  const most = 'max_rows' in input ? input.max_rows : 0;
  const least = 'min_rows' in input ? (input.min_rows ?? 0) : 0;
  const shown = rows.length === 0 && least > 0 ? [{}] : rows;
  const focus = (row: number, code: string) =>
    window.setTimeout(() => document.getElementById(fieldId(`${pointer}/${row}/${code}`))?.focus());
  const add = (code: string) => {
    onChange([...shown, {}]);
    focus(shown.length, code);
  };
  const first = columns[0]?.code ?? '';
  return (
    <section className="app-field app-fieldrows app-formrows" aria-labelledby={`${id}-label`}>
      <p id={`${id}-label`} className="app-field__label">
        {label}
        {optional ? <span className="yc-muted"> ({t('common:optional')})</span> : null}
      </p>
      {hint ? <p className="yc-muted">{hint}</p> : null}
      {shown.length > 0 ? (
        <ol className="app-fieldrows__list" aria-label={label}>
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own, and faults meet them by their place
            <li key={index} className="app-fieldrows__row" style={{ '--cells': columns.length } as React.CSSProperties}>
              {columns.map((column) => (
                <Cell
                  key={column.code}
                  column={column}
                  value={row[column.code] ?? ''}
                  place={`${pointer}/${index}/${column.code}`}
                  nth={index + 1}
                  faults={faults}
                  strict={strict}
                  disabled={disabled}
                  onChange={(cell) =>
                    onChange(shown.map((old, at) => (at === index ? { ...old, [column.code]: cell } : old)))
                  }
                  onEnter={() =>
                    index === shown.length - 1 && shown.length < most ? add(column.code) : focus(index + 1, column.code)
                  }
                />
              ))}
              <Button
                className="app-fieldrows__remove"
                aria-label={t('removeRow', { label, n: index + 1 })}
                icon={<Icon name="trash" />}
                disabled={disabled ?? false}
                onClick={() => {
                  onChange(shown.filter((_, at) => at !== index));
                  window.setTimeout(() => {
                    const next = fieldId(`${pointer}/${Math.min(index, shown.length - 2)}/${first}`);
                    (document.getElementById(next) ?? document.getElementById(id))?.focus();
                  });
                }}
              />
            </li>
          ))}
        </ol>
      ) : null}
      <Button
        id={id}
        icon={<Icon name="plus" />}
        disabled={disabled || shown.length >= most}
        onClick={() => add(first)}
      >
        {t('addRow')}
        <span className="yc-visually-hidden">
          {t('common:colon')}
          {label}
        </span>
      </Button>
      <Errors id={id} errors={errors} />
    </section>
  );
}

function Cell({
  column,
  value,
  place,
  nth,
  faults,
  strict,
  disabled,
  onChange,
  onEnter,
}: {
  column: FormColumn;
  value: string;
  place: string;
  nth: number;
  faults: Fault[];
  strict?: boolean | undefined;
  disabled?: boolean | undefined;
  onChange: (value: string) => void;
  onEnter: () => void;
}) {
  const { t } = useTranslation('forms');
  const id = fieldId(place);
  const label = formText(column.label);
  const errors = faults
    .filter((fault) => fault.pointer === place && (strict || !(fault.code === 'missing' && value === '')))
    .map(faultText);
  const control = {
    id,
    'aria-invalid': errors.length > 0,
    'aria-describedby': errors.length > 0 ? `${id}-error` : undefined,
  };
  const { input } = column;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in any control of the cell goes on to the next row
    <div
      className="app-fieldrows__cell"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || isComposing(event.nativeEvent) || input.kind === 'date') return;
        event.preventDefault();
        onEnter();
      }}
    >
      <label htmlFor={id}>
        {label}
        {column.required ? null : <span className="yc-muted"> ({t('common:optional')})</span>}
        <span className="yc-visually-hidden">{t('nthRow', { n: nth })}</span>
      </label>
      {input.kind === 'single_choice' ? (
        <PlainSelect
          {...control}
          placeholder={t('choose')}
          disabled={disabled ?? false}
          value={value || null}
          options={input.options.map((option) => ({ value: option.code, label: formText(option.label) }))}
          onChange={(code) => onChange(code ?? '')}
        />
      ) : input.kind === 'short_text' ? (
        <Input
          {...control}
          value={value}
          disabled={disabled ?? false}
          onChange={(event) => onChange(cutCharacters(event.target.value, input.max))}
        />
      ) : (
        <FigureControl {...control} input={input} value={value} disabled={disabled} onChange={onChange} />
      )}
      <Errors id={id} errors={errors} />
    </div>
  );
}
