import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getDonationOptions,
  listDonationsInfiniteOptions,
  listFundsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { DonationFilter } from './filter';

export {
  confirmDonation,
  createDonation,
  exportDonations,
  handOutDonation,
  rejectDonation,
  withdrawDonation,
} from '@/api/gen/sdk.gen';
export type { DonationInput, DonationView, HandoutInput } from '@/api/gen/types.gen';

export function donationsOptions(filter: DonationFilter) {
  return infiniteQueryOptions({ ...listDonationsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function donationOptions(id: string) {
  return queryOptions(getDonationOptions({ path: { id } }));
}

/** The funds of the reader's area; donations come into some of them. */
export function fundChoices() {
  return infiniteQueryOptions({ ...listFundsInfiniteOptions({ query: { limit: 100 } }), ...keyset });
}
