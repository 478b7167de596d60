import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getProjectOptions, listProjectsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { ProjectState } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export { markTrancheDue } from '@/api/gen/sdk.gen';
export type { ProjectState, ProjectView, TrancheView } from '@/api/gen/types.gen';

export const PROJECT_STATES = [
  'agreement_draft',
  'signing',
  'active',
  'rectifying',
  'suspended',
  'final_submitted',
  'closed',
  'terminated',
] as const satisfies readonly ProjectState[];

export interface ProjectFilter {
  call_id?: string | undefined;
  organisation_id?: string | undefined;
  state?: ProjectState | undefined;
  q?: string | undefined;
}

export function projectsOptions(filter: ProjectFilter) {
  return infiniteQueryOptions({ ...listProjectsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function projectOptions(id: string) {
  return queryOptions(getProjectOptions({ path: { id } }));
}
