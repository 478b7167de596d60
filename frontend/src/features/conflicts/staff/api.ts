import { infiniteQueryOptions } from '@tanstack/react-query';
import {
  listConflictsInfiniteOptions,
  listOrganisationsInfiniteOptions,
  listReviewersInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { ConflictFilter } from './filter';

export {
  confirmConflict,
  declareConflict,
  dismissConflict,
  exportConflicts,
  recordConflict,
} from '@/api/gen/sdk.gen';
export type { ConflictKind, ConflictView } from '@/api/gen/types.gen';

export function conflictsOptions(filter: ConflictFilter) {
  return infiniteQueryOptions({ ...listConflictsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

/** Organisations and reviewers to choose from, by part of a name. */
export function organisationChoices(q: string) {
  return infiniteQueryOptions({
    ...listOrganisationsInfiniteOptions({ query: { ...(q ? { q } : {}), limit: 50 } }),
    ...keyset,
  });
}

export function reviewerChoices(q: string) {
  return infiniteQueryOptions({
    ...listReviewersInfiniteOptions({ query: { ...(q ? { q } : {}), limit: 50 } }),
    ...keyset,
  });
}
