import type { TrancheState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation or a page.

export const TRANCHE_STATES = [
  'planned',
  'due',
  'requested',
  'checked',
  'approved',
  'batched',
  'paid',
  'withheld',
] as const satisfies readonly TrancheState[];
