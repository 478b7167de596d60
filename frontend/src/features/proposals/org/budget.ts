import { exactProduct, parseFen } from '@/lib/money';
import type { SchemeView } from '@/lib/scheme';

export type BudgetTable = 'grant' | 'matching';

/** One line as typed. */
export interface BudgetLine {
  key: string;
  subject: string;
  content: string;
  unit_price: string;
  quantity: string;
  /** Of matching money: who gives it, and the number of what shows it. */
  source: string;
  proof: string;
  file_id: string | null;
}

export const COLUMNS = ['subject', 'content', 'unit_price', 'quantity'] as const;
export type Column = (typeof COLUMNS)[number];

let serial = 0;

/** A key for a row that the server does not know yet. */
export function newKey(): string {
  serial += 1;
  return `new${Date.now().toString(36)}${serial}`;
}

export function newLine(from?: BudgetLine): BudgetLine {
  return {
    subject: '',
    content: '',
    unit_price: '',
    quantity: '',
    source: '',
    ...from,
    // A proof belongs to one line only.
    proof: '',
    file_id: null,
    key: newKey(),
  };
}

export function isBlank(line: BudgetLine): boolean {
  return (
    !line.file_id &&
    [...COLUMNS.map((column) => line[column]), line.source, line.proof].every((text) => text.trim() === '')
  );
}

/** The subtotal in fen; nothing while price or quantity is no figure, or the product is no whole fen. */
export function subtotal(line: BudgetLine): bigint | null {
  const product = exactProduct(line.unit_price, line.quantity);
  return typeof product === 'bigint' ? product : null;
}

export function total(lines: BudgetLine[]): bigint {
  return lines.reduce((sum, line) => sum + (subtotal(line) ?? 0n), 0n);
}

export interface CellFault {
  column: Column | 'subtotal';
  code: string;
  /** Fen. */
  limit?: bigint;
}

/** What the rules of the scheme say about one line, as it is typed; the server checks the same again. */
export function lineFaults(line: BudgetLine, table: BudgetTable, scheme: SchemeView): CellFault[] {
  const faults: CellFault[] = [];
  const rule = scheme.budget?.lines.find((entry) => entry.subject === line.subject);
  const price = parseFen(line.unit_price);
  const quantity = parseFen(line.quantity);
  if (line.unit_price.trim() !== '' && (price === null || price < 0n)) {
    faults.push({ column: 'unit_price', code: 'wrong_format' });
  }
  if (line.quantity.trim() !== '' && (quantity === null || quantity < 0n)) {
    faults.push({ column: 'quantity', code: 'wrong_format' });
  }
  if (table === 'grant' && rule) {
    if (rule.forbidden) faults.push({ column: 'subject', code: 'forbidden_subject' });
    const max = parseFen(rule.max_unit_price);
    if (max !== null && price !== null && price > max) {
      faults.push({ column: 'unit_price', code: 'unit_price_too_high', limit: max });
    }
  }
  if (exactProduct(line.unit_price, line.quantity) === 'not_whole_fen') {
    faults.push({ column: 'subtotal', code: 'not_whole_fen' });
  }
  return faults;
}

type LimitKind = 'cap' | 'floor' | 'cap_share' | 'matching' | 'subject';

/** One limit of the scheme with where the budget stands; amounts in fen. */
export interface Limit {
  kind: LimitKind;
  /** The subject of a `subject` limit. */
  subject?: string;
  /** Basis points, where the limit is a share. */
  bp?: number;
  actual: bigint;
  limit: bigint;
  /** Upper bounds must not be passed, lower bounds must be reached. */
  bound: 'upper' | 'lower';
  broken: boolean;
  /** Passing it does not refuse the proposal: an award is cut down to it. */
  trims: boolean;
}

const WHOLE = 10_000n;

/** The cap of one project: the lowest of the track's, the scheme's and that of filed groups. */
export function capOf(scheme: SchemeView, track: string, filedGroup: boolean): bigint | null {
  const chosen = scheme.tracks?.find((entry) => entry.code === track) ?? scheme.tracks?.[0];
  const caps = [
    parseFen(chosen?.cap_per_project),
    parseFen(scheme.budget?.cap_per_project),
    filedGroup ? parseFen(scheme.eligibility?.filed_group_cap) : null,
  ].filter((cap) => cap !== null);
  const [least = null] = caps.sort((a, b) => (a < b ? -1 : 1));
  return least;
}

/**
 * Where a budget stands against every limit of its scheme. Shares are compared by multiplication, so nothing is
 * rounded; a limit that is shown is rounded to the fen that still fits.
 */
export function budgetLimits(
  scheme: SchemeView,
  budget: Record<BudgetTable, BudgetLine[]>,
  { track, filedGroup }: { track: string; filedGroup: boolean },
): Limit[] {
  const rules = scheme.budget;
  if (!rules) return [];
  const requested = total(budget.grant);
  const matching = total(budget.matching);
  const trims = rules.over_cap === 'trim';
  const limits: Limit[] = [];
  const cap = capOf(scheme, track, filedGroup);
  if (cap !== null) {
    limits.push({ kind: 'cap', actual: requested, limit: cap, bound: 'upper', broken: requested > cap, trims });
  }
  const floor = parseFen(rules.floor_per_project);
  if (floor !== null) {
    const broken = requested < floor;
    limits.push({ kind: 'floor', actual: requested, limit: floor, bound: 'lower', broken, trims: false });
  }
  if (rules.cap_share_bp) {
    const share = BigInt(rules.cap_share_bp);
    const whole = requested + matching;
    limits.push({
      kind: 'cap_share',
      bp: rules.cap_share_bp,
      actual: requested,
      limit: (share * whole) / WHOLE,
      bound: 'upper',
      broken: requested * WHOLE > share * whole,
      trims,
    });
  }
  if (rules.matching_min_bp > 0) {
    const least = BigInt(rules.matching_min_bp) * requested;
    limits.push({
      kind: 'matching',
      bp: rules.matching_min_bp,
      actual: matching,
      limit: (least + WHOLE - 1n) / WHOLE,
      bound: 'lower',
      broken: matching * WHOLE < least,
      trims: false,
    });
  }
  for (const rule of rules.lines) {
    if (!rule.max_share_bp) continue;
    const sum = total(budget.grant.filter((line) => line.subject === rule.subject));
    const share = BigInt(rule.max_share_bp);
    limits.push({
      kind: 'subject',
      subject: rule.subject,
      bp: rule.max_share_bp,
      actual: sum,
      limit: (share * requested) / WHOLE,
      bound: 'upper',
      broken: sum * WHOLE > share * requested,
      trims: false,
    });
  }
  return limits;
}

/** The share of a part in basis points, for a bar; 0 of nothing is nothing, something of nothing is all. */
export function shareOf(part: bigint, whole: bigint): number {
  if (whole === 0n) return part === 0n ? 0 : 10_000;
  const share = (part * WHOLE) / whole;
  return Number(share > 99_999n ? 99_999n : share);
}

/** The cells of a table copied from a spreadsheet; quoted cells may hold line breaks. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] as string;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === '\t' || char === '\n') {
      row.push(cell);
      cell = '';
      if (char === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((cells) => cells.some((entry) => entry.trim() !== ''));
}

/** True when a paste is a range of cells and not a text for one of them. */
export function isRange(text: string): boolean {
  return text.includes('\t') || text.trim().includes('\n');
}

/** How people head the columns of a budget. */
const HEADS: [Column | 'source' | 'proof' | 'total', RegExp][] = [
  ['subject', /科目|类别|项目类型|subject|category/i],
  ['source', /来源|出资|source/i],
  ['proof', /凭证|票据|发票|证明|proof|invoice/i],
  ['unit_price', /单价|price|rate/i],
  ['quantity', /数量|次数|人次|人数|天数|quantity|qty/i],
  ['total', /小计|合计|金额|总价|total|amount/i],
  ['content', /内容|说明|用途|名称|明细|content|description|item/i],
];

/** The columns that a head row names, or nothing when it is no head row: at least two known, and no figure in it. */
function headOf(row: string[]): (Column | 'source' | 'proof' | 'total' | null)[] | null {
  if (row.some((cell) => parseFen(cell.normalize('NFKC')) !== null)) return null;
  const found = row.map((cell) => HEADS.find(([, words]) => words.test(cell.normalize('NFKC')))?.[0] ?? null);
  return found.filter((column) => column !== null).length >= 2 ? found : null;
}

function cleaned(column: Column, text: string, scheme: SchemeView): string {
  const plain = column === 'content' ? text : text.normalize('NFKC');
  const value = plain.trim().replace(/\s*\n\s*/g, ' ');
  if (column === 'unit_price' || column === 'quantity') return value.replace(/[,，¥￥\s元]/g, '');
  if (column === 'content') return value;
  const names = (line: { subject: string; title: { zh: string; en: string } }) => [
    line.subject,
    ...[line.title.zh, line.title.en].map((title) => title.normalize('NFKC')),
  ];
  // A sheet rarely repeats what stands in brackets or after the comma: 专家费（每人每天）, Experts, a day.
  const short = (name: string) => name.replace(/\(.*\)$|,.*$/, '').trim();
  const same = (name: string) => name.toLowerCase() === value.toLowerCase();
  const rules = scheme.budget?.lines ?? [];
  const subject =
    rules.find((line) => names(line).some(same)) ?? rules.find((line) => names(line).map(short).some(same));
  return subject?.subject ?? '';
}

/**
 * Puts copied cells into a table from one cell on, right and down; rows are added as needed. A head row (its
 * price and quantity are words) and a column of subtotals to the right are left out.
 */
export function pasteCells(
  lines: BudgetLine[],
  at: { row: number; column: Column },
  text: string,
  scheme: SchemeView,
): BudgetLine[] {
  const first = COLUMNS.indexOf(at.column);
  const cells = parseTsv(text);
  const named = cells.length > 1 && cells[0] ? headOf(cells[0]) : null;
  if (named) return pasteNamed(lines, at.row, cells.slice(1), named, scheme);
  const figures = (row: string[]) =>
    row
      .slice(0, COLUMNS.length - first)
      .filter((_, index) => first + index >= 2)
      .map((value) => parseFen(value.normalize('NFKC').replace(/元$/, '')));
  const [head] = cells;
  const headed =
    head !== undefined && cells.length > 1 && figures(head).length > 0 && figures(head).every((n) => n === null);
  const rows = headed ? cells.slice(1) : cells;
  const next = [...lines];
  rows.forEach((row, down) => {
    const line = { ...(next[at.row + down] ?? newLine()) };
    row.forEach((value, right) => {
      const column = COLUMNS[first + right];
      if (!column) return;
      line[column] = cleaned(column, value, scheme);
    });
    next[at.row + down] = line;
  });
  return next;
}

/** Copied rows whose head names the columns, in whatever order; a row of totals at the end is left out. */
function pasteNamed(
  lines: BudgetLine[],
  at: number,
  rows: string[][],
  columns: ReturnType<typeof headOf> & object,
  scheme: SchemeView,
): BudgetLine[] {
  const next = [...lines];
  const real = rows.filter((row) => !row.some((cell) => /^(合计|总计|total)$/i.test(cell.trim())));
  real.forEach((row, down) => {
    const line = { ...(next[at + down] ?? newLine()) };
    let sum = '';
    row.forEach((value, index) => {
      const column = columns[index];
      if (column === 'total') sum = cleaned('unit_price', value, scheme);
      else if (column === 'source' || column === 'proof') line[column] = value.trim();
      else if (column) line[column] = cleaned(column, value, scheme);
    });
    // A list of amounts without prices: each is one unit of itself.
    if (!columns.includes('unit_price') && sum) {
      line.unit_price = sum;
      line.quantity = '1';
    }
    next[at + down] = line;
  });
  return next;
}
