import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getOrganisationOptions, listOrganisationsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { OrganisationState, OrganisationView } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export {
  deregisterOrganisation,
  reinstateOrganisation,
  rejectOrganisation,
  returnOrganisation,
  suspendOrganisation,
  verifyOrganisation,
} from '@/api/gen/sdk.gen';
export type { OrganisationState, OrganisationView };

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

export function organisationsOptions(filter: OrganisationFilter) {
  return infiniteQueryOptions({ ...listOrganisationsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function organisationOptions(id: string) {
  return queryOptions(getOrganisationOptions({ path: { id } }));
}
