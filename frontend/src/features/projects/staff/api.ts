import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getProjectOptions, listProjectsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import { type ProjectFilter, projectQuery } from './filter';

export {
  askExtension,
  grantExtension,
  markTrancheDue,
  refuseExtension,
  terminateProject,
} from '@/api/gen/sdk.gen';
export type { ProjectView, TrancheView } from '@/api/gen/types.gen';

export function projectsOptions(filter: ProjectFilter) {
  return infiniteQueryOptions({ ...listProjectsInfiniteOptions({ query: projectQuery(filter) }), ...keyset });
}

export function projectOptions(id: string) {
  return queryOptions(getProjectOptions({ path: { id } }));
}
