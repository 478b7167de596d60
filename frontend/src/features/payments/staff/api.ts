import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getBatchOptions,
  getPaymentOptions,
  getPaymentTiersOptions,
  listBankFileProfilesOptions,
  listBatchesInfiniteOptions,
  listCallsOptions,
  listPaymentsInfiniteOptions,
  listTranchesInfiniteOptions,
  summariseTranchesOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { downloadBankFile } from '@/api/gen/sdk.gen';
import { saveBlob } from '@/lib/download';
import { keyset } from '@/lib/keyset';
import type { BatchFilter, PaymentFilter, TrancheFilter } from './filter';

export {
  approveBatch,
  approvePayment,
  checkPayment,
  confirmPaymentTiers,
  createBatch,
  endorsePayment,
  generateBatch,
  importBankReturn,
  lockBatch,
  preparePayment,
  proposePaymentTiers,
  rejectPayment,
  submitBatch,
  voidBatch,
  withdrawPaymentApproval,
} from '@/api/gen/sdk.gen';
export type {
  BankFileProfileView,
  BankReturnResult,
  BankReturnView,
  BatchView,
  PaymentState,
  PaymentTiersInput,
  PaymentView,
  TiersVersionView,
  TrancheView,
} from '@/api/gen/types.gen';

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

export function tiersOptions() {
  return queryOptions(getPaymentTiersOptions());
}

/** The forms in which banks take files. */
export function profilesOptions() {
  return queryOptions(listBankFileProfilesOptions());
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
