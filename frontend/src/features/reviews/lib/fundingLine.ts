import { fenToWire, parseFen } from '@/lib/money';

export interface RankedRequest {
  rank?: number | null | undefined;
  requested: string;
}

export interface Placed<Row> {
  row: Row;
  /** What the rows down to this one ask for together; nothing for a row without a rank. */
  running: string | null;
  /** Within the budget by strict rank: every row above fits as well. */
  above: boolean;
}

/**
 * The rows in the order of their ranks with the running total, and where the budget ends. The line is strict: the
 * first request that no longer fits ends it, and nothing below moves up. Rows without a rank come last.
 */
export function placeRows<Row extends RankedRequest>(rows: Row[], budget: string): Placed<Row>[] {
  const limit = parseFen(budget) ?? 0n;
  const ranked = rows.filter((row) => row.rank != null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const unranked = rows.filter((row) => row.rank == null);
  let running = 0n;
  let open = true;
  const placed = ranked.map((row): Placed<Row> => {
    running += parseFen(row.requested) ?? 0n;
    open = open && running <= limit;
    return { row, running: fenToWire(running), above: open };
  });
  return [...placed, ...unranked.map((row) => ({ row, running: null, above: false }))];
}

/** The sum of the rows above the line, and what of the budget is left. */
export function lineTotals<Row extends RankedRequest>(
  placed: Placed<Row>[],
  budget: string,
): { count: number; total: string; left: string } {
  const above = placed.filter((entry) => entry.above);
  const total = parseFen(above.at(-1)?.running) ?? 0n;
  return { count: above.length, total: fenToWire(total), left: fenToWire((parseFen(budget) ?? 0n) - total) };
}
