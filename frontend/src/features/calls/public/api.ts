import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ListPublicCallsData, PublicCallSummary, PublicCallView } from '@/api/gen/types.gen';
import { getPublicCall, listPublicCalls, listPublicCallVersions, listPublicQuestions } from '@/api/portal/sdk.gen';
import { nextCursor } from '@/lib/keyset';

export type { PublicCallSummary, PublicCallView };

export interface PublicCallFilter {
  status?: NonNullable<ListPublicCallsData['query']>['status'] | undefined;
  q?: string | undefined;
}

export function publicCallsOptions({ status, q }: PublicCallFilter) {
  const filter = { ...(status ? { status } : {}), ...(q ? { q } : {}) };
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicCalls', query: filter }],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { ...filter, cursor: pageParam } : filter;
      return (await listPublicCalls({ query, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: nextCursor,
  });
}

export function publicCallOptions(id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getPublicCall', path: { id } }],
    queryFn: async ({ signal }) => (await getPublicCall({ path: { id }, signal })).data,
  });
}

/** What was asked about a call, with the answers. */
export function publicQuestionsOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicQuestions', path: { id } }],
    queryFn: async ({ pageParam, signal }) =>
      (await listPublicQuestions({ path: { id }, query: pageParam ? { cursor: pageParam } : {}, signal })).data,
    initialPageParam: '',
    getNextPageParam: nextCursor,
  });
}

/** The announced versions of a call. */
export function publicVersionsOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicCallVersions', path: { id } }],
    queryFn: async ({ pageParam, signal }) =>
      (await listPublicCallVersions({ path: { id }, query: pageParam ? { cursor: pageParam } : {}, signal })).data,
    initialPageParam: '',
    getNextPageParam: nextCursor,
  });
}
