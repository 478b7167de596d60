import { Button } from 'antd';
import { useState } from 'react';
import type { Fault } from '@/api/client';
import { FieldRow } from '@/components/app/FieldRow';
import { Icon } from '@/components/base/Icon';
import { textOf, useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import { formatBp, type LocalText, localText } from '@/lib/scheme';
import { SettingControl, valueText } from './Controls';
import { type Node, read, sum, write } from './document';
import type { Column, Rows } from './settings';

interface Props {
  pointer: string;
  /** Name of the list in `schemes:column`. */
  list: string;
  rows: Rows;
  value: Node | undefined;
  faults: Fault[];
  onChange: (value: Node) => void;
}

/** A list of a scheme: one block an entry, with its sum where the entries are shares of the whole. */
export function RowsEditor({ pointer, list, rows, value, faults, onChange }: Props) {
  const { t } = useTranslation('schemes');
  const entries = Array.isArray(value) ? value : [];
  const change = (index: number, column: Column, next: Node) =>
    onChange(entries.map((entry, at) => (at === index ? written(entry, column, next) : entry)));
  const move = (from: number, to: number) => {
    const next = [...entries];
    const [taken] = next.splice(from, 1);
    if (taken !== undefined) next.splice(to, 0, taken);
    onChange(next);
  };
  const own = faults.filter((fault) => fault.pointer === pointer);
  const [open, setOpen] = useState<Record<number, boolean>>({});
  // A short list stands open; of a long one what is wrong does.
  const faulty = (index: number) => faults.some((fault) => fault.pointer.startsWith(`${pointer}/${index}/`));
  const isOpen = (index: number) => open[index] ?? (entries.length <= 1 || faulty(index));
  return (
    <div id={fieldId(pointer)} tabIndex={-1} className="app-scheme__rows">
      {own.map((fault) => (
        <p key={fault.code} className="app-field__error">
          <Icon name="warning" /> {faultText(fault)}
        </p>
      ))}
      <ol className="app-scheme__entries">
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is what stands at its place; codes may repeat while they are typed
          <li key={index} className="app-scheme__entry">
            <div className="app-scheme__entryhead">
              <Button
                type="text"
                className="app-scheme__open"
                aria-expanded={isOpen(index)}
                icon={<Icon name={isOpen(index) ? 'down' : 'right'} />}
                onClick={() => setOpen({ ...open, [index]: !isOpen(index) })}
              >
                <strong>
                  {index + 1}. {nameOf(entry, rows)}
                </strong>
                <span className="yc-muted">{figureOf(entry, rows)}</span>
              </Button>
              <span className="yc-nowrap">
                <Button
                  size="small"
                  type="text"
                  disabled={index === 0}
                  aria-label={t('moveUp', { name: nameOf(entry, rows) })}
                  icon={<Icon name="up" />}
                  onClick={() => move(index, index - 1)}
                />
                <Button
                  size="small"
                  type="text"
                  disabled={index === entries.length - 1}
                  aria-label={t('moveDown', { name: nameOf(entry, rows) })}
                  icon={<Icon name="down" />}
                  onClick={() => move(index, index + 1)}
                />
                <Button
                  size="small"
                  type="text"
                  aria-label={t('remove', { name: nameOf(entry, rows) })}
                  icon={<Icon name="trash" />}
                  onClick={() => onChange(entries.filter((_, at) => at !== index))}
                />
              </span>
            </div>
            <div className="app-scheme__cells" hidden={!isOpen(index)}>
              {rows.columns.map((column) => (
                <Cell
                  key={column.name}
                  list={list}
                  pointer={`${pointer}/${index}/${column.name}`}
                  column={column}
                  value={read(entry, `/${column.name}`)}
                  faults={faults}
                  onChange={(next) => change(index, column, next)}
                />
              ))}
            </div>
          </li>
        ))}
      </ol>
      <div className="app-scheme__foot">
        <Button
          icon={<Icon name="plus" />}
          onClick={() => {
            setOpen({ ...open, [entries.length]: true });
            onChange([...entries, rows.blank()]);
          }}
        >
          {t('add')}
        </Button>
        {rows.whole ? <Sum total={sum(entries, rows.whole)} /> : null}
      </div>
    </div>
  );
}

/** What the shares add up to, and what is missing or too much. */
export function Sum({ total }: { total: number }) {
  const { t } = useTranslation('schemes');
  const off = 10_000 - total;
  return (
    <output className={off === 0 ? 'app-scheme__sum' : 'app-scheme__sum app-field__error'}>
      <Icon name={off === 0 ? 'checkCircle' : 'warning'} /> {t('sum', { total: formatBp(total) })}
      {off > 0 ? t('sumMissing', { share: formatBp(off) }) : off < 0 ? t('sumTooMuch', { share: formatBp(-off) }) : ''}
    </output>
  );
}

function Cell({
  list,
  pointer,
  column,
  value,
  faults,
  onChange,
}: {
  list: string;
  pointer: string;
  column: Column;
  value: Node | undefined;
  faults: Fault[];
  onChange: (value: Node) => void;
}) {
  const { t } = useTranslation('schemes');
  const label = columnLabel(list, column.name);
  const { rows } = column;
  if (rows) {
    const absent = column.optional && !Array.isArray(value);
    return (
      <fieldset className="app-fieldset app-scheme__wide">
        <legend>{label}</legend>
        {absent ? (
          <Button size="small" onClick={() => onChange([rows.blank()])}>
            {t('ownTranches')}
          </Button>
        ) : (
          <>
            <RowsEditor
              pointer={pointer}
              list={column.name}
              rows={rows}
              value={value}
              faults={faults}
              onChange={onChange}
            />
            {column.optional ? (
              <Button size="small" onClick={() => onChange(null)}>
                {t('commonTranches')}
              </Button>
            ) : null}
          </>
        )}
      </fieldset>
    );
  }
  const errors = faults
    .filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
    .map(faultText);
  const wide = column.kind === 'text' ? 'app-scheme__wide' : '';
  return (
    <div className={wide}>
      <FieldRow id={fieldId(pointer)} label={label} optional={column.optional ?? false} errors={errors}>
        {(control) => <SettingControl field={column} value={value} control={control} onChange={onChange} />}
      </FieldRow>
    </div>
  );
}

function columnLabel(list: string, name: string): string {
  const key = name.replace('/', '_');
  return textOf(`schemes:column.${list}.${key}`) ?? textOf(`schemes:column.all.${key}`) ?? name;
}

/** The entry with another value in a column. A bound of nothing is no quota at all. */
function written(entry: Node, column: Column, next: Node): Node {
  const changed = write(entry, `/${column.name}`, next);
  const [parent] = column.name.split('/');
  if (!column.name.includes('/') || parent === undefined) return changed;
  const whole = read(changed, `/${parent}`);
  const empty = whole !== null && typeof whole === 'object' && Object.values(whole).every((one) => one === null);
  return empty ? write(changed, `/${parent}`, null) : changed;
}

/** The share, cap or score that tells one entry from the next. */
function figureOf(entry: Node, rows: Rows): string {
  const shown = rows.columns.filter(
    (one) => ['bp', 'money', 'points', 'enum'].includes(one.kind) && one !== rows.columns[0],
  );
  const figures = shown.map((column) => ({ column, value: read(entry, `/${column.name}`) }));
  const given = figures.filter(({ value }) => value !== null && value !== undefined && value !== '');
  const forbidden = read(entry, '/forbidden') === true ? [columnLabel('lines', 'forbidden')] : [];
  return [...given.map(({ column, value }) => valueText(column, value)), ...forbidden].slice(0, 3).join(' · ');
}

function nameOf(entry: Node, rows: Rows): string {
  const title = read(entry, '/title') ?? read(entry, '/text');
  const text = title && typeof title === 'object' ? localText(title as unknown as LocalText) : '';
  if (text && text !== '—') return text;
  const first = rows.columns[0] ? read(entry, `/${rows.columns[0].name}`) : undefined;
  if (rows.columns[0]?.kind === 'bp' && typeof first === 'number') return formatBp(first);
  return first === undefined || first === null ? '' : String(first);
}
