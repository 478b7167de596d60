import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getOrganisationOptions,
  getVerificationOptions,
  listOrganisationsInfiniteOptions,
  listVerificationsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import type { OrganisationView } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';
import type { OrganisationFilter, VerificationFilter } from './filter';

export {
  bulkOrganisations,
  deregisterOrganisation,
  exportVerifications,
  reinstateOrganisation,
  rejectOrganisation,
  returnOrganisation,
  suspendOrganisation,
  verifyOrganisation,
} from '@/api/gen/sdk.gen';
export type { BulkView, VerificationSummary, VerificationView } from '@/api/gen/types.gen';
export type { OrganisationView };

export function organisationsOptions(filter: OrganisationFilter) {
  return infiniteQueryOptions({ ...listOrganisationsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function organisationOptions(id: string) {
  return queryOptions(getOrganisationOptions({ path: { id } }));
}

/** The queue by what is shown: what waits unless something else is chosen. */
export function verificationsOptions(filter: VerificationFilter) {
  return infiniteQueryOptions({
    ...listVerificationsInfiniteOptions({ query: verificationsQuery(filter) }),
    ...keyset,
  });
}

/** What the queue asks for. */
export function verificationsQuery({ kind, show }: VerificationFilter) {
  const late = show === 'late' ? { late: true } : {};
  const state = show === 'returned' || show === 'accepted' ? show : 'waiting';
  return { state, ...late, ...(kind ? { kind } : {}) } as const;
}

export function verificationOptions(id: string) {
  return queryOptions(getVerificationOptions({ path: { id } }));
}
