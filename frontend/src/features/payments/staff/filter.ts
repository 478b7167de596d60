import type { BatchState, PaymentState, TrancheState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export const TRANCHE_STATES = [
  'requested',
  'checked',
  'approved',
  'batched',
  'paid',
  'due',
  'planned',
  'withheld',
  'cancelled',
  'recovered',
] as const satisfies readonly TrancheState[];

export const PAYMENT_STATES = [
  'draft',
  'checked',
  'approved',
  'batched',
  'exported',
  'paid',
  'rejected',
  'returned',
  'unknown',
  'void',
] as const satisfies readonly PaymentState[];

export const BATCH_STATES = [
  'draft',
  'locked',
  'approved',
  'generated',
  'submitted',
  'settling',
  'closed',
  'voided',
] as const satisfies readonly BatchState[];

export interface TrancheFilter {
  state?: TrancheState | undefined;
  call_id?: string | undefined;
}

export interface PaymentFilter {
  state?: PaymentState | undefined;
}

export interface BatchFilter {
  state?: BatchState | undefined;
}
