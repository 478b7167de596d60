import type { YearEndState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export interface YearEndFilter {
  state?: YearEndState | undefined;
  fund_id?: string | undefined;
  fiscal_year?: number | undefined;
}

export const YEAR_END_STATES = ['proposed', 'checked', 'closed', 'returned'] as const satisfies readonly YearEndState[];

/** A fiscal year of an address, such as `2026`. */
export function yearOf(value: unknown): number | undefined {
  const year = Number(value);
  return Number.isInteger(year) && year >= 2000 && year <= 2100 ? year : undefined;
}
