import { Button } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react';
import type { Fault } from '@/api/client';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { useTranslation } from '@/lib/i18n';
import { isComposing } from '@/lib/keyboard';
import { faultText } from '@/lib/labels';
import { fenToWire, parseFen } from '@/lib/money';
import { fieldId } from '@/lib/pointers';
import { localText, type SchemeView } from '@/lib/scheme';
import {
  type BudgetLine,
  type BudgetTable,
  COLUMNS,
  type Column,
  isBlank,
  isRange,
  lineFaults,
  newLine,
  pasteCells,
  subtotal,
  total,
} from './budget';
import { faultsOfRow, type RowFaults } from './draft';
import { useLocked } from './lock';
import { ProofFile } from './ProofFile';

const MAX_LINES = 200;
/** Not said about a line that is still being filled in. */
const UNFINISHED = new Set(['empty', 'not_positive', 'unknown_subject']);

/** One table of the budget: Enter goes down and adds a line at the end, a range copied from a spreadsheet is pasted. */
export function BudgetTableEditor({
  table,
  lines,
  scheme,
  found,
  onChange,
}: {
  table: BudgetTable;
  lines: BudgetLine[];
  scheme: SchemeView | undefined;
  found: RowFaults;
  onChange: (lines: BudgetLine[]) => void;
}) {
  const { t } = useTranslation('proposals');
  const heading = useId();
  const locked = useLocked(`/budget/${table}`);
  const [announced, setAnnounced] = useState('');
  const cellId = (row: number, column: Column) => fieldId(`/budget/${table}/${row}/${column}`);
  const focus = (row: number, column: Column) =>
    window.setTimeout(() => document.getElementById(cellId(row, column))?.focus());

  const addAt = (at: number, column: Column, from?: BudgetLine) => {
    if (lines.length >= MAX_LINES) return;
    onChange([...lines.slice(0, at), newLine(from), ...lines.slice(at)]);
    focus(at, column);
  };
  const remove = (at: number) => {
    onChange(lines.filter((_, index) => index !== at));
    if (lines.length > 1) focus(Math.min(at, lines.length - 2), 'content');
    else window.setTimeout(() => document.getElementById(fieldId(`/budget/${table}`))?.focus());
  };
  const onKey = (event: KeyboardEvent, row: number, column: Column) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.shiftKey) {
      if (row > 0) focus(row - 1, column);
    } else if (row === lines.length - 1) addAt(lines.length, 'subject');
    else focus(row + 1, column);
  };
  const onPaste = (event: ClipboardEvent, row: number, column: Column) => {
    const text = event.clipboardData.getData('text/plain');
    if (!isRange(text) || !scheme) return;
    event.preventDefault();
    const next = pasteCells(lines, { row, column }, text, scheme).slice(0, MAX_LINES);
    onChange(next);
    setAnnounced(t('budget.pasted', { count: Math.max(1, next.length - row) }));
  };

  return (
    <section className="app-budget" aria-labelledby={heading}>
      <div className="app-budget__head">
        <h3 id={heading}>{t(`document.${table}Table`)}</h3>
        <p className="yc-muted">{t(`budget.${table}Hint`)}</p>
      </div>
      {lines.length > 0 ? (
        <table className="app-budget__table">
          <caption className="yc-visually-hidden">{t(`document.${table}Table`)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('document.subject')}</th>
              <th scope="col">{t('document.content')}</th>
              <th scope="col">{t('document.unitPrice')}</th>
              <th scope="col">{t('document.quantity')}</th>
              <th scope="col" className="app-budget__sum">
                {t('document.subtotal')}
              </th>
              <th scope="col">
                <span className="yc-visually-hidden">{t('common:action.title')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, row) => (
              <Line
                key={line.key}
                line={line}
                row={row}
                table={table}
                scheme={scheme}
                server={faultsOfRow(found, line)}
                cellId={cellId}
                onKey={onKey}
                onPaste={onPaste}
                onCell={(column, value) =>
                  onChange(lines.map((old) => (old.key === line.key ? { ...old, [column]: value } : old)))
                }
                locked={locked}
                proofFrom={table === 'matching' ? parseFen(scheme?.budget?.matching_proof_from) : null}
                proofFile={scheme?.budget?.matching_proof_file ?? false}
                onProof={(field, value) =>
                  onChange(lines.map((old) => (old.key === line.key ? { ...old, [field]: value } : old)))
                }
                onCopy={() => addAt(row + 1, 'content', line)}
                onRemove={() => remove(row)}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {t('common:money.total')}
              </th>
              <td className="app-budget__sum">
                <Money value={fenToWire(total(lines))} strong />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      ) : (
        <p className="app-budget__empty yc-muted">{t('budget.emptyTable')}</p>
      )}
      <Button
        id={fieldId(`/budget/${table}`)}
        icon={<Icon name="plus" />}
        disabled={locked || lines.length >= MAX_LINES}
        onClick={() => addAt(lines.length, 'subject')}
      >
        {t('budget.addLine')}
      </Button>
      <span role="status" className="yc-visually-hidden">
        {announced}
      </span>
    </section>
  );
}

interface LineProps {
  line: BudgetLine;
  row: number;
  table: BudgetTable;
  scheme: SchemeView | undefined;
  server: { field: string; fault: Fault }[];
  cellId: (row: number, column: Column) => string;
  onKey: (event: KeyboardEvent, row: number, column: Column) => void;
  onPaste: (event: ClipboardEvent, row: number, column: Column) => void;
  onCell: (column: Column, value: string) => void;
  locked: boolean;
  /** Fen from which matching money must be shown; nothing when it need not be. */
  proofFrom: bigint | null;
  /** It must be shown by a file; a number is not enough. */
  proofFile: boolean;
  onProof: (field: 'source' | 'proof' | 'file_id', value: string | null) => void;
  onCopy: () => void;
  onRemove: () => void;
}

/** The faults of a line in words: the server's where it has checked this very line, else what the scheme says. */
function useFaults({ line, table, scheme, server }: LineProps): { field: string; text: string }[] {
  const unfinished = COLUMNS.some((column) => line[column].trim() === '');
  const known = server
    .filter(({ fault }) => !(unfinished && UNFINISHED.has(fault.code)) && !isBlank(line))
    .map(({ field, fault }) => ({ field, code: fault.code, text: faultText(fault) }));
  const live = (scheme ? lineFaults(line, table, scheme) : [])
    .filter((fault) => !known.some((other) => other.field === fault.column && other.code === fault.code))
    // A figure that is none yet went out as zero; the server's words for that would mislead.
    .map((fault) => ({
      field: fault.column as string,
      text: faultText({
        pointer: '',
        code: fault.code,
        detail: '',
        ...(fault.limit === undefined ? {} : { limit: fenToWire(fault.limit) }),
      }),
    }));
  const wrong = new Set(live.map((fault) => fault.field));
  return [...known.filter((fault) => !wrong.has(fault.field)), ...live];
}

function Line(props: LineProps) {
  const { line, row, scheme, cellId, onKey, onPaste, onCell, onCopy, onRemove } = props;
  const { t } = useTranslation('proposals');
  const faults = useFaults(props);
  const sum = subtotal(line);
  const errorId = `${cellId(row, 'subject')}-error`;
  const cell = (column: Column) => {
    const wrong = faults.some((fault) => fault.field === column || (fault.field === '' && column === 'subject'));
    return {
      id: cellId(row, column),
      'aria-label': `${t(`budget.column.${column}`)} ${t('rows.nth', { n: row + 1 })}`,
      'aria-invalid': wrong,
      'aria-describedby': wrong ? errorId : undefined,
      className: `yc-input app-budget__cell app-budget__cell--${column}`,
      disabled: props.locked,
      value: line[column],
      onKeyDown: (event: KeyboardEvent) => onKey(event, row, column),
      onPaste: (event: ClipboardEvent) => onPaste(event, row, column),
      onChange: (event: { target: { value: string } }) => onCell(column, event.target.value),
    };
  };
  const label = (column: Column) => (
    <span className="app-budget__label" aria-hidden="true">
      {t(`budget.column.${column}`)}
    </span>
  );
  const subjects = scheme?.budget?.lines ?? [];
  const unknown = line.subject !== '' && !subjects.some((entry) => entry.subject === line.subject);
  return (
    <>
      <tr className={faults.length > 0 ? 'app-budget__row app-budget__row--wrong' : 'app-budget__row'}>
        <td>
          {label('subject')}
          <select {...cell('subject')}>
            <option value="">{t('field.choose')}</option>
            {unknown ? <option value={line.subject}>{line.subject}</option> : null}
            {subjects.map((entry) => (
              <option key={entry.subject} value={entry.subject}>
                {localText(entry.title)}
                {entry.forbidden && props.table === 'grant' ? ` · ${t('budget.forbidden')}` : ''}
              </option>
            ))}
          </select>
        </td>
        <td>
          {label('content')}
          <input {...cell('content')} maxLength={500} autoComplete="off" />
        </td>
        <td>
          {label('unit_price')}
          <input {...cell('unit_price')} inputMode="decimal" maxLength={20} autoComplete="off" />
        </td>
        <td>
          {label('quantity')}
          <input {...cell('quantity')} inputMode="decimal" maxLength={14} autoComplete="off" />
        </td>
        <td className="app-budget__sum">
          <span className="app-budget__label" aria-hidden="true">
            {t('document.subtotal')}
          </span>
          {sum === null ? <span className="yc-muted">—</span> : <Money value={fenToWire(sum)} />}
        </td>
        <td className="app-budget__tools">
          <button
            type="button"
            className="yc-btn yc-btn--bare"
            aria-label={t('budget.copyLine', { n: row + 1 })}
            disabled={props.locked}
            title={t('budget.copyLine', { n: row + 1 })}
            onClick={onCopy}
          >
            <Icon name="copy" />
          </button>
          <button
            type="button"
            className="yc-btn yc-btn--bare"
            aria-label={t('rows.remove', { n: row + 1 })}
            disabled={props.locked}
            title={t('rows.remove', { n: row + 1 })}
            onClick={onRemove}
          >
            <Icon name="trash" />
          </button>
        </td>
      </tr>
      {props.table === 'matching' ? <ProofCells {...props} sum={sum} /> : null}
      {faults.length > 0 ? (
        <tr className="app-budget__faults">
          <td colSpan={6} id={errorId}>
            {faults.map((fault) => (
              <p key={fault.field + fault.text} className="app-field__error">
                <Icon name="warning" />{' '}
                {fault.field && fault.field !== 'subtotal'
                  ? `${t(`budget.column.${fault.field as Column | 'source' | 'number' | 'file_id'}`)}${t('common:colon')}`
                  : ''}
                {fault.text}
              </p>
            ))}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Where matching money comes from and what shows it, in a row under its line. */
function ProofCells({ line, row, proofFrom, proofFile, sum, locked, onProof }: LineProps & { sum: bigint | null }) {
  const { t } = useTranslation('proposals');
  const needed = proofFrom !== null && sum !== null && sum >= proofFrom;
  const nth = t('rows.nth', { n: row + 1 });
  return (
    <tr className="app-budget__proof">
      <td colSpan={6}>
        <label>
          <span>
            {t('budget.column.source')}
            <span className="yc-visually-hidden">{nth}</span>
          </span>
          <input
            id={fieldId(`/budget/matching/${row}/proof/source`)}
            className="yc-input"
            value={line.source}
            maxLength={200}
            disabled={locked}
            required={needed}
            placeholder={t('budget.sourceHint')}
            onChange={(event) => onProof('source', event.target.value)}
          />
        </label>
        <label>
          <span>
            {t('budget.column.number')}
            <span className="yc-visually-hidden">{nth}</span>
          </span>
          <input
            id={fieldId(`/budget/matching/${row}/proof/number`)}
            className="yc-input"
            value={line.proof}
            maxLength={100}
            disabled={locked}
            required={needed && !proofFile}
            placeholder={t('budget.proofHint')}
            onChange={(event) => onProof('proof', event.target.value)}
          />
        </label>
        {needed ? <span className="yc-muted">{t(proofFile ? 'budget.fileNeeded' : 'budget.proofNeeded')}</span> : null}
        <ProofFile
          row={row}
          lineKey={line.key}
          value={line.file_id}
          needed={needed && proofFile}
          disabled={locked}
          onChange={(file) => onProof('file_id', file)}
        />
      </td>
    </tr>
  );
}
