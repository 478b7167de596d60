import type { DonationKind, DonationState, DonorKind, ValueBasis } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export interface DonationFilter {
  state?: DonationState | undefined;
  kind?: DonationKind | undefined;
}

export const DONATION_STATES = [
  'recorded',
  'confirmed',
  'rejected',
  'withdrawn',
] as const satisfies readonly DonationState[];

export const DONATION_KINDS = ['cash', 'in_kind'] as const satisfies readonly DonationKind[];

export const DONOR_KINDS = ['person', 'enterprise', 'organisation', 'group'] as const satisfies readonly DonorKind[];

export const VALUE_BASES = ['invoice', 'market_price', 'appraisal'] as const satisfies readonly ValueBasis[];
