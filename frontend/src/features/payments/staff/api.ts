import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getBatchOptions,
  getPaymentOptions,
  listBatchesInfiniteOptions,
  listCallsOptions,
  listPaymentsInfiniteOptions,
  listTranchesInfiniteOptions,
  summariseTranchesOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { downloadBankFile } from '@/api/gen/sdk.gen';
import type { BatchState, PaymentState, TrancheState } from '@/api/gen/types.gen';
import { saveBlob } from '@/lib/download';
import { keyset } from '@/lib/keyset';

export {
  approveBatch,
  approvePayment,
  checkPayment,
  createBatch,
  generateBatch,
  importBankReturn,
  lockBatch,
  preparePayment,
  rejectPayment,
  submitBatch,
  voidBatch,
  withdrawPaymentApproval,
} from '@/api/gen/sdk.gen';
export type {
  BankReturnResult,
  BankReturnView,
  BatchState,
  BatchView,
  PaymentState,
  PaymentView,
  TrancheState,
  TrancheView,
} from '@/api/gen/types.gen';

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

export function tranchesOptions(filter: TrancheFilter) {
  return infiniteQueryOptions({ ...listTranchesInfiniteOptions({ query: { ...filter, limit: 50 } }), ...keyset });
}

export function trancheSummaryOptions(filter: TrancheFilter) {
  return queryOptions(summariseTranchesOptions({ query: { ...filter } }));
}

/** The calls to filter by. */
export function payingCallsOptions() {
  return queryOptions(listCallsOptions({ query: { limit: 100 } }));
}

export function paymentsOptions(filter: PaymentFilter) {
  return infiniteQueryOptions({ ...listPaymentsInfiniteOptions({ query: { ...filter, limit: 50 } }), ...keyset });
}

export function paymentOptions(id: string) {
  return queryOptions(getPaymentOptions({ path: { id } }));
}

export function batchesOptions(filter: BatchFilter) {
  return infiniteQueryOptions({ ...listBatchesInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function batchOptions(id: string) {
  return queryOptions(getBatchOptions({ path: { id } }));
}

/** Saves the file for the bank exactly as the server made it. */
export async function saveBankFile(id: string, fileName: string): Promise<void> {
  const { data } = await downloadBankFile({ path: { id }, parseAs: 'blob' });
  saveBlob(data as unknown as Blob, fileName);
}
