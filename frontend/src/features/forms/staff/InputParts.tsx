import { Input, InputNumber } from 'antd';
import type { Fault } from '@/api/client';
import { DateInput } from '@/components/app/DateInput';
import { FieldRow } from '@/components/app/FieldRow';
import type { FormInput } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { fieldId } from '@/lib/pointers';
import { faultsAt } from './BothLanguages';

/** What is set of the limits of an answer, and where. */
export interface InputProps<I extends FormInput = FormInput> {
  input: I;
  pointer: string;
  faults: Fault[];
  onChange: (input: FormInput, place: string) => void;
}

/** Two controls beside each other. */
export function Pair({ children }: { children: React.ReactNode }) {
  return <div className="app-bilingual">{children}</div>;
}

/** A whole number, or nothing. */
export function Whole({
  pointer,
  label,
  value,
  faults,
  onChange,
}: {
  pointer: string;
  label: string;
  value: number | null;
  faults: Fault[];
  onChange: (value: number | null) => void;
}) {
  return (
    <FieldRow id={fieldId(pointer)} label={label} errors={faultsAt(faults, pointer)}>
      {(control) => (
        <InputNumber
          {...control}
          value={value}
          min={0}
          max={1_000_000}
          precision={0}
          style={{ width: '100%' }}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
        />
      )}
    </FieldRow>
  );
}

/** How few and how many rows. */
export function Rows({ input, pointer, faults, onChange }: InputProps<Extract<FormInput, { max_rows: number }>>) {
  const { t } = useTranslation('forms');
  return (
    <Pair>
      <Whole
        pointer={`${pointer}/min_rows`}
        label={t('prop.rowsMin')}
        faults={faults}
        value={input.min_rows ?? 0}
        onChange={(min_rows) => onChange({ ...input, min_rows: min_rows ?? 0 }, 'min_rows')}
      />
      <Whole
        pointer={`${pointer}/max_rows`}
        label={t('prop.rowsMax')}
        faults={faults}
        value={input.max_rows}
        onChange={(max_rows) => onChange({ ...input, max_rows: max_rows ?? 0 }, 'max_rows')}
      />
    </Pair>
  );
}

/** Two optional bounds of a figure or a day, kept as text. */
export function Bounds({
  input,
  pointer,
  faults,
  onChange,
  names,
  labels,
}: InputProps & { names: [string, string]; labels: [string, string] }) {
  const values = input as unknown as Record<string, string | undefined>;
  const set = (name: string, value: string) => {
    const { [name]: _, ...rest } = input as unknown as Record<string, unknown>;
    onChange((value === '' ? rest : { ...rest, [name]: value }) as unknown as FormInput, name);
  };
  return (
    <Pair>
      {names.map((name, index) => (
        <FieldRow
          key={name}
          id={fieldId(`${pointer}/${name}`)}
          label={labels[index]}
          optional
          errors={faultsAt(faults, `${pointer}/${name}`)}
        >
          {(control) =>
            input.kind === 'date' ? (
              <DateInput {...control} value={values[name] ?? null} onChange={(day) => set(name, day ?? '')} />
            ) : (
              <Input
                {...control}
                value={values[name] ?? ''}
                maxLength={20}
                inputMode="decimal"
                onChange={(event) => set(name, event.target.value.trim())}
              />
            )
          }
        </FieldRow>
      ))}
    </Pair>
  );
}
