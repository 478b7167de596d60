import type { AssignmentSummary } from './api';

/** Still to be declared or scored by the reviewer. */
export function isOpen(row: AssignmentSummary): boolean {
  return row.state === 'offered' || row.state === 'accepted';
}

/** What counts as work: neither recused nor taken away. */
export function isWork(row: AssignmentSummary): boolean {
  return isOpen(row) || row.state === 'completed';
}

/** The next unfinished assignment after this one, around the end of the list. */
export function nextOpen(rows: AssignmentSummary[], id: string): AssignmentSummary | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find((row) => isOpen(row) && row.id !== id);
}
