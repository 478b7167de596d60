import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getPublicProject, listPublicProjects } from '@/api/portal/sdk.gen';
import type { PublicProjectView } from '@/api/portal/types.gen';
import { nextCursor } from '@/lib/keyset';

export type { PublicProjectView };

export interface PublicProjectFilter {
  q?: string | undefined;
}

export function publicProjectsOptions({ q }: PublicProjectFilter) {
  const filter = q ? { q } : {};
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicProjects', query: filter }],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { ...filter, cursor: pageParam } : filter;
      return (await listPublicProjects({ query, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: nextCursor,
  });
}

export function publicProjectOptions(id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getPublicProject', path: { id } }],
    queryFn: async ({ signal }) => (await getPublicProject({ path: { id }, signal })).data,
  });
}
