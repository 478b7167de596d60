import type { NeedRow } from '@/api/gen/types.gen';

export const COLUMNS = [
  'area',
  'words',
  'place',
  'source',
  'contact',
  'title',
  'description',
  'category',
  'target_group',
  'head_count',
  'urgency',
  'amount',
  'self_raised_min',
  'min_applicants',
] as const satisfies readonly (keyof NeedRow)[];

export type Column = (typeof COLUMNS)[number];

/** What a spreadsheet puts on the clipboard: cells by tabs, rows by line ends, quotes around cells that hold either. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at] as string;
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === '\t' || c === '\n') {
      row.push(cell.trim());
      cell = '';
      if (c === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (c !== '\r') cell += c;
  }
  row.push(cell.trim());
  rows.push(row);
  return rows.filter((cells) => cells.some((text) => text !== ''));
}

/**
 * Rows of needs: by their headings when the first row has any that is known, else in the order of `COLUMNS`.
 * `labels` are the headings in words.
 */
export function rowsOf(text: string, labels: Record<Column, string>): NeedRow[] {
  const cells = cellsOf(text);
  const byHeading = (heading: string) =>
    COLUMNS.find((column) => column === heading.toLowerCase() || labels[column] === heading);
  const head = cells[0]?.map(byHeading) ?? [];
  const headed = head.filter(Boolean).length >= 2;
  const order: (Column | undefined)[] = headed ? head : [...COLUMNS];
  return (headed ? cells.slice(1) : cells).map((row) => {
    const need: NeedRow = { area: '', words: '' };
    row.forEach((text, index) => {
      const column = order[index];
      if (column && (text !== '' || column === 'area' || column === 'words')) need[column] = text;
    });
    return need;
  });
}
