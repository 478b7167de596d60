import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getOrganisationOptions, listOrganisationsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { OrganisationView } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';
import type { OrganisationFilter } from './filter';

export {
  deregisterOrganisation,
  reinstateOrganisation,
  rejectOrganisation,
  returnOrganisation,
  suspendOrganisation,
  verifyOrganisation,
} from '@/api/gen/sdk.gen';
export type { OrganisationView };

export function organisationsOptions(filter: OrganisationFilter) {
  return infiniteQueryOptions({ ...listOrganisationsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function organisationOptions(id: string) {
  return queryOptions(getOrganisationOptions({ path: { id } }));
}
