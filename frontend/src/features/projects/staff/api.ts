import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getProjectOptions, listProjectsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { ProjectFilter } from './filter';

export { markTrancheDue, terminateProject } from '@/api/gen/sdk.gen';
export type { ProjectView, TrancheView } from '@/api/gen/types.gen';

export function projectsOptions(filter: ProjectFilter) {
  return infiniteQueryOptions({ ...listProjectsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function projectOptions(id: string) {
  return queryOptions(getProjectOptions({ path: { id } }));
}
