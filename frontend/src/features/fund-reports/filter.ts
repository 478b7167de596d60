import type { ReportBy } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export interface ReportFilter {
  /** A month such as `2026-07` or a year; this year when it is left out. */
  period?: string | undefined;
  by?: ReportBy | undefined;
  fund_id?: string | undefined;
}

export const REPORT_BY = ['source', 'fund', 'budget_line', 'project', 'area'] as const satisfies readonly ReportBy[];

/** A month or a year, or nothing. */
export function periodOf(value: string | undefined): string | undefined {
  return value && /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(value) ? value : undefined;
}
