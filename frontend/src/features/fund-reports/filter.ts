import type { ReportBy } from '@/api/gen/types.gen';

/** What the address says. */
export interface ReportSearch {
  period?: string | undefined;
  by?: string | undefined;
  fund_id?: string | undefined;
  fiscal_year?: string | undefined;
}

export interface ReportFilter extends Omit<ReportSearch, 'fiscal_year'> {
  /** A month such as `2026-07` or a year; this year when it is left out. */
  period?: string | undefined;
  by?: ReportBy | undefined;
  /** Only allotments of this fiscal year, whatever the period. */
  fiscal_year?: number | undefined;
}

export const REPORT_BY = ['source', 'fund', 'budget_line', 'project', 'area'] as const satisfies readonly ReportBy[];

/** What the address says as far as the server knows it; anything else counts as absent. */
export function filterOf({ period, by, fund_id, fiscal_year }: ReportSearch): ReportFilter {
  return {
    ...(period && /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(period) ? { period } : {}),
    ...(REPORT_BY.some((one) => one === by) ? { by: by as ReportBy } : {}),
    ...(fund_id ? { fund_id } : {}),
    ...(fiscal_year && /^20\d{2}$/.test(fiscal_year) ? { fiscal_year: Number(fiscal_year) } : {}),
  };
}
