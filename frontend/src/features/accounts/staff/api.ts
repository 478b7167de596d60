import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getUserOptions,
  listCallsOptions,
  listOrganisationsOptions,
  listUsersInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { UserFilter } from './filter';

export { createGrant, deleteGrant } from '@/api/gen/sdk.gen';
export type { GrantInput, GrantView } from '@/api/gen/types.gen';

export function usersOptions(filter: UserFilter) {
  return infiniteQueryOptions({ ...listUsersInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function userOptions(id: string) {
  return queryOptions(getUserOptions({ path: { id } }));
}

/** The calls and organisations a grant can be bound to. */
export function grantCallsOptions() {
  return queryOptions(listCallsOptions({ query: { limit: 100 } }));
}

export function grantOrganisationsOptions(q: string) {
  return queryOptions(listOrganisationsOptions({ query: { limit: 50, ...(q ? { q } : {}) } }));
}
