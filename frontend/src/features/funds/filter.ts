import type { AllotmentState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export interface AllotmentFilter {
  fund_id?: string | undefined;
  fiscal_year?: number | undefined;
  state?: AllotmentState | undefined;
}

export const ALLOTMENT_STATES = [
  'draft',
  'approved',
  'closed',
  'discarded',
] as const satisfies readonly AllotmentState[];
