import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getTrialBalanceOptions,
  listAllotmentsInfiniteOptions,
  listFundsInfiniteOptions,
  listJournalsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { exportBeancount } from '@/api/gen/sdk.gen';
import { saveBlob } from '@/lib/download';
import { keyset } from '@/lib/keyset';
import type { AllotmentFilter } from './filter';

export { approveAllotment, createAllotment, createFund, setFundBankAccount } from '@/api/gen/sdk.gen';
export type {
  AccountBalanceView,
  AllotmentInput,
  AllotmentView,
  FundBankAccountInput,
  FundInput,
  FundView,
  IdentityView,
  JournalView,
} from '@/api/gen/types.gen';

export function fundsOptions() {
  return infiniteQueryOptions({ ...listFundsInfiniteOptions({ query: { limit: 100 } }), ...keyset });
}

export function allotmentsOptions(filter: AllotmentFilter) {
  return infiniteQueryOptions({ ...listAllotmentsInfiniteOptions({ query: { ...filter, limit: 50 } }), ...keyset });
}

export function trialBalanceOptions() {
  return queryOptions(getTrialBalanceOptions());
}

export function journalsOptions(filter: { allotment_id?: string | undefined }) {
  return infiniteQueryOptions({ ...listJournalsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

/** Saves the whole ledger as a plain-text account book. */
export async function saveBeancount(fileName: string): Promise<void> {
  const { data } = await exportBeancount({ parseAs: 'blob' });
  saveBlob(data as unknown as Blob, fileName);
}
