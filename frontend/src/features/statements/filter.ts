// Addresses are read by the first script of the site: nothing here may import an operation.

export interface PeriodFilter {
  fund_id?: string | undefined;
  month?: string | undefined;
}

/** A month such as `2026-07`; anything else counts as absent. */
export function monthOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined;
}
