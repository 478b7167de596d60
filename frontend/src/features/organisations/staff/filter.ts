import type { OrganisationState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export const ORGANISATION_STATES = [
  'submitted',
  'returned',
  'verified',
  'suspended',
  'rejected',
  'deregistered',
  'draft',
] as const satisfies readonly OrganisationState[];

export interface OrganisationFilter {
  state?: OrganisationState | undefined;
  q?: string | undefined;
}

export interface VerificationFilter {
  kind?: 'registration' | 'change' | undefined;
  show?: 'late' | 'returned' | 'accepted' | undefined;
}
