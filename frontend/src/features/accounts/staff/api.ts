import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getUserOptions,
  listCallsOptions,
  listOrganisationsOptions,
  listUsersInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import type { Role } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export { createGrant, deleteGrant } from '@/api/gen/sdk.gen';
export type { GrantInput, GrantView, Role } from '@/api/gen/types.gen';

export const ROLES = [
  'programme_officer',
  'programme_director',
  'street_officer',
  'community_officer',
  'reviewer',
  'evaluator',
  'finance_maker',
  'finance_checker',
  'finance_approver',
  'auditor',
  'security_admin',
  'system_admin',
  'applicant_owner',
  'applicant_editor',
  'applicant_finance',
  'resident',
] as const satisfies readonly Role[];

export interface UserFilter {
  q?: string | undefined;
  role?: Role | undefined;
}

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
