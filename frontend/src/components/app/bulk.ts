import type { ActionView } from '@/api/gen/types.gen';

export interface Actionable {
  id: string;
  available_actions: ActionView[];
}

/** The events that every one of the rows offers, in the order of the first row; blocked ones count as offered. */
export function commonEvents(rows: Actionable[]): string[] {
  const [first, ...rest] = rows;
  if (!first) return [];
  return first.available_actions
    .map((action) => action.event)
    .filter((event) => rest.every((row) => row.available_actions.some((action) => action.event === event)));
}

/** Splits rows into those on which the event can be fired now, and those that are blocked, with their reasons. */
export function splitRows<Row extends Actionable>(
  rows: Row[],
  event: string,
): { valid: Row[]; invalid: { row: Row; blockers: ActionView['blockers'] }[] } {
  const valid: Row[] = [];
  const invalid: { row: Row; blockers: ActionView['blockers'] }[] = [];
  for (const row of rows) {
    const action = row.available_actions.find((entry) => entry.event === event);
    if (action && action.blockers.length === 0) valid.push(row);
    else invalid.push({ row, blockers: action?.blockers ?? [] });
  }
  return { valid, invalid };
}

type RowState = 'waiting' | 'running' | 'done' | 'failed';

export interface RowProgress {
  state: RowState;
  /** Number of what came of it, for example the payment made out. */
  reference?: string;
  error?: unknown;
}

/**
 * Runs one operation a row, one after the other, and tells after each how it went. A row that failed stops nothing:
 * each row is its own intention with its own key.
 */
export async function runRows<Row extends { id: string }>(
  rows: Row[],
  act: (row: Row) => Promise<string | undefined>,
  tell: (id: string, progress: RowProgress) => void,
): Promise<{ done: number; failed: number }> {
  let done = 0;
  let failed = 0;
  for (const row of rows) {
    tell(row.id, { state: 'running' });
    try {
      const reference = await act(row);
      done += 1;
      tell(row.id, reference === undefined ? { state: 'done' } : { state: 'done', reference });
    } catch (error) {
      failed += 1;
      tell(row.id, { state: 'failed', error });
    }
  }
  return { done, failed };
}
