import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getExpertOptions, getOwnExpertOptions, listExpertsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { ExpertFilter } from './filter';

export {
  approveExpert,
  askExpertRenewal,
  bulkApproveExperts,
  downloadExpertTemplate,
  exportExperts,
  importExperts,
  registerExpert,
  reinstateExpert,
  returnExpert,
  submitExpert,
  suspendExpert,
  updateExpert,
} from '@/api/gen/sdk.gen';
export type { ExpertApprovalsView, ExpertDetail, ExpertProfileInput, ExpertView } from '@/api/gen/types.gen';

export function expertsOptions(filter: ExpertFilter) {
  return infiniteQueryOptions({ ...listExpertsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function expertOptions(id: string) {
  return queryOptions(getExpertOptions({ path: { id } }));
}

/** One's own record; nothing as long as there is none. */
export const ownExpertOptions = queryOptions(getOwnExpertOptions());
