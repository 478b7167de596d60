import type { AssignmentSummary } from './api';

function isUndone(row: AssignmentSummary): boolean {
  return row.state === 'offered' || row.state === 'accepted';
}

/** Still to be declared or scored by the reviewer, while scores are taken. */
export function isOpen(row: AssignmentSummary): boolean {
  return isUndone(row) && !row.scoring_over;
}

/** Not submitted by the last day of scoring. */
export function isMissed(row: AssignmentSummary): boolean {
  return isUndone(row) && row.scoring_over;
}

/** What counts as work: neither recused nor taken away. */
export function isWork(row: AssignmentSummary): boolean {
  return isUndone(row) || row.state === 'completed';
}

/** The next unfinished assignment after this one, around the end of the list. */
export function nextOpen(rows: AssignmentSummary[], id: string): AssignmentSummary | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find((row) => isOpen(row) && row.id !== id);
}
