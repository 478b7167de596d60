import { Button, Input } from 'antd';
import { useRef } from 'react';
import type { Fault } from '@/api/client';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { isComposing } from '@/lib/keyboard';
import { enumLabel, faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import {
  type BeneficiaryRow,
  faultsOfRow,
  type IndicatorRow,
  newBeneficiary,
  newIndicator,
  type RowFaults,
  wireCount,
} from './draft';
import { useLocked } from './lock';
import type { SectionProps } from './TextSections';

export interface Cell<Row> {
  field: keyof Row & string;
  label: string;
  hint?: string;
  maxLength: number;
  numeric?: boolean;
  list?: string;
  /** A choice instead of a text. */
  options?: { value: string; label: string }[];
  /** The kind of the control; text when left out. */
  type?: 'month';
  /** What the control shows, where that is not the field as it is. */
  read?: (row: Row) => string;
  /** The row with what was entered, where that is more than the field. */
  write?: (row: Row, text: string) => Row;
  /** Takes the whole width of the row. */
  wide?: boolean;
  error?: (row: Row) => string | undefined;
}

/** Rows of a few short fields: a grid on a desk, cards on a phone. Enter goes to the next row and adds one at the end. */
export function Rows<Row extends { key: string }>({
  name,
  pointer,
  rows,
  cells,
  faults,
  make,
  onChange,
  addLabel,
}: {
  name: string;
  pointer: string;
  rows: Row[];
  cells: Cell<Row>[];
  faults: RowFaults;
  make: () => Row;
  onChange: (rows: Row[]) => void;
  addLabel: string;
}) {
  const { t } = useTranslation('proposals');
  const locked = useLocked(pointer);
  const box = useRef<HTMLDivElement>(null);
  const focus = (row: number, field: string) =>
    window.setTimeout(() => document.getElementById(fieldId(`${pointer}/${row}/${field}`))?.focus());
  const add = (field: string) => {
    onChange([...rows, make()]);
    focus(rows.length, field);
  };
  const first = cells[0]?.field ?? '';
  return (
    <div ref={box} className="app-fieldrows">
      <ol className="app-fieldrows__list" aria-label={name}>
        {rows.map((row, index) => {
          const found = faultsOfRow(faults, row);
          return (
            <li key={row.key} className="app-fieldrows__row" style={{ '--cells': cells.length } as React.CSSProperties}>
              {cells.map((cell) => {
                const id = fieldId(`${pointer}/${index}/${cell.field}`);
                const value = cell.read ? cell.read(row) : String(row[cell.field]);
                const written = (old: Row, text: string): Row => {
                  if (old.key !== row.key) return old;
                  return cell.write ? cell.write(old, text) : { ...old, [cell.field]: text };
                };
                const errors = [
                  cell.error?.(row),
                  ...found
                    .filter(({ field, fault }) => field === cell.field && !(fault.code === 'missing' && value === ''))
                    .map(({ fault }) => faultText(fault)),
                ].filter((text) => text !== undefined);
                return (
                  <div
                    key={cell.field}
                    className={cell.wide ? 'app-fieldrows__cell app-fieldrows__cell--wide' : 'app-fieldrows__cell'}
                  >
                    <label htmlFor={id}>
                      {cell.label}
                      <span className="yc-visually-hidden">{t('rows.nth', { n: index + 1 })}</span>
                    </label>
                    {cell.options ? (
                      <select
                        id={id}
                        className="yc-input"
                        value={value}
                        disabled={locked}
                        aria-invalid={errors.length > 0}
                        aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
                        onChange={(event) => {
                          const text = event.target.value;
                          onChange(rows.map((old) => written(old, text)));
                        }}
                      >
                        <option value="">{t('field.choose')}</option>
                        {cell.options.map((option) => (
                          <option key={option.value} value={option.value}>
                            {option.label}
                          </option>
                        ))}
                      </select>
                    ) : (
                      <Input
                        id={id}
                        type={cell.type}
                        disabled={locked}
                        value={value}
                        list={cell.list}
                        maxLength={cell.maxLength}
                        inputMode={cell.numeric ? 'numeric' : undefined}
                        aria-invalid={errors.length > 0}
                        aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
                        status={errors.length > 0 ? 'error' : ''}
                        onChange={(event) => {
                          const text = event.target.value;
                          onChange(rows.map((old) => written(old, text)));
                        }}
                        onKeyDown={(event) => {
                          if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return;
                          event.preventDefault();
                          if (index === rows.length - 1) add(cell.field);
                          else focus(index + 1, cell.field);
                        }}
                      />
                    )}
                    {errors.length > 0 ? (
                      <p id={`${id}-error`} className="app-field__error">
                        {errors.join(' ')}
                      </p>
                    ) : null}
                  </div>
                );
              })}
              <Button
                className="app-fieldrows__remove"
                aria-label={t('rows.remove', { n: index + 1 })}
                disabled={locked}
                icon={<Icon name="trash" />}
                onClick={() => {
                  onChange(rows.filter((old) => old.key !== row.key));
                  window.setTimeout(() => {
                    const next = document.getElementById(
                      fieldId(`${pointer}/${Math.min(index, rows.length - 2)}/${first}`),
                    );
                    (next ?? document.getElementById(fieldId(pointer)))?.focus();
                  });
                }}
              />
            </li>
          );
        })}
      </ol>
      <Button id={fieldId(pointer)} icon={<Icon name="plus" />} disabled={locked} onClick={() => add(first)}>
        {addLabel}
      </Button>
    </div>
  );
}

function listErrors(faults: Fault[], pointer: string): Fault[] {
  return faults.filter((fault) => fault.pointer === pointer && fault.code !== 'missing');
}

export function IndicatorsSection({ draft, faults, onChange, found }: SectionProps & { found: RowFaults }) {
  const { t } = useTranslation('proposals');
  return (
    <>
      <p className="yc-muted">{t('hint.indicators')}</p>
      <Rows<IndicatorRow>
        name={t('document.indicators')}
        pointer="/indicators"
        rows={draft.indicators}
        faults={found}
        make={newIndicator}
        addLabel={t('rows.addIndicator')}
        onChange={(indicators) => onChange((old) => ({ ...old, indicators }))}
        cells={[
          { field: 'name', label: t('document.indicator'), maxLength: 100 },
          { field: 'unit', label: t('document.unit'), maxLength: 20 },
          { field: 'baseline', label: t('document.baseline'), maxLength: 40 },
          { field: 'target', label: t('document.target'), maxLength: 40 },
        ]}
      />
      {listErrors(faults, '/indicators').map((fault) => (
        <p key={fault.code} className="app-field__error">
          {faultText(fault)}
        </p>
      ))}
    </>
  );
}

const KINDS = ['children', 'elderly', 'disabled', 'families', 'residents', 'other'] as const;

export function BeneficiariesSection({ draft, onChange, found }: SectionProps & { found: RowFaults }) {
  const { t } = useTranslation('proposals');
  const heads = draft.beneficiaries.reduce((sum, row) => sum + wireCount(row.head_count), 0);
  return (
    <>
      <p className="yc-muted">{t('hint.beneficiaries')}</p>
      <datalist id="beneficiary-kinds">
        {KINDS.map((kind) => (
          <option key={kind} value={enumLabel('beneficiary', kind)} />
        ))}
      </datalist>
      <Rows<BeneficiaryRow>
        name={t('document.beneficiaries')}
        pointer="/beneficiaries"
        rows={draft.beneficiaries}
        faults={found}
        make={newBeneficiary}
        addLabel={t('rows.addBeneficiary')}
        onChange={(beneficiaries) => onChange((old) => ({ ...old, beneficiaries }))}
        cells={[
          { field: 'kind', label: t('document.kind'), maxLength: 40, list: 'beneficiary-kinds' },
          {
            field: 'head_count',
            label: t('document.headCount'),
            maxLength: 8,
            numeric: true,
            error: (row) =>
              row.head_count.trim() === '' || /^\d{1,8}$/.test(row.head_count.trim())
                ? undefined
                : t('rows.wholeNumber'),
          },
        ]}
      />
      <p aria-live="polite">{t('rows.heads', { count: heads })}</p>
    </>
  );
}
