import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getPublicNotice, listPublicNotices } from '@/api/portal/sdk.gen';
import type { ListPublicNoticesData, PublicJudging, PublicNoticeSummary } from '@/api/portal/types.gen';
import { nextCursor } from '@/lib/keyset';

export type { PublicJudging, PublicNoticeSummary };

export interface PublicNoticeFilter {
  state?: NonNullable<ListPublicNoticesData['query']>['state'] | undefined;
  q?: string | undefined;
}

export function publicNoticesOptions({ state, q }: PublicNoticeFilter) {
  const filter = { ...(state ? { state } : {}), ...(q ? { q } : {}) };
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicNotices', query: filter }],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { ...filter, cursor: pageParam } : filter;
      return (await listPublicNotices({ query, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: nextCursor,
  });
}

export function publicNoticeOptions(id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getPublicNotice', path: { id } }],
    queryFn: async ({ signal }) => (await getPublicNotice({ path: { id }, signal })).data,
  });
}
