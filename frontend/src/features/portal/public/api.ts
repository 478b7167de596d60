import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  AreaView,
  SearchGroup,
  SearchHit,
  SearchKind,
  SubscriptionTopic,
  SubscriptionView,
} from '@/api/gen/types.gen';
import {
  confirmSubscription,
  endSubscription,
  listAreas,
  requestSubscription,
  searchPublic,
} from '@/api/portal/sdk.gen';
import type { Language } from '@/lib/dates';

export type { AreaView, SearchGroup, SearchHit, SearchKind, SubscriptionTopic, SubscriptionView };

export const KINDS = ['call', 'need', 'notice', 'project'] as const satisfies readonly SearchKind[];

export interface SearchFilter {
  q?: string | undefined;
  kind?: SearchKind | undefined;
  area_code?: string | undefined;
  time?: 'current' | undefined;
}

/** All groups; page by page when one kind is chosen. */
export function searchOptions(filter: SearchFilter) {
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as SearchFilter;
  return infiniteQueryOptions({
    queryKey: [{ _id: 'searchPublic', query }],
    queryFn: async ({ pageParam, signal }) =>
      (await searchPublic({ query: pageParam ? { ...query, cursor: pageParam } : query, signal })).data,
    initialPageParam: '',
    getNextPageParam: (page) => page.groups.find((group) => group.kind === filter.kind)?.next ?? undefined,
  });
}

export const areasOptions = queryOptions({
  queryKey: [{ _id: 'listAreas' }],
  queryFn: async ({ signal }) => (await listAreas({ signal })).data.items,
  staleTime: 600_000,
});

interface Wish {
  email: string;
  area_code: string;
  topics: SubscriptionTopic[];
  language: Language;
}

export async function subscribe(body: Wish, key: string): Promise<void> {
  await requestSubscription({ body, headers: { 'Idempotency-Key': key } });
}

export async function confirm(token: string, key: string): Promise<SubscriptionView> {
  return (await confirmSubscription({ body: { token }, headers: { 'Idempotency-Key': key } })).data;
}

export async function end(token: string, key: string): Promise<void> {
  await endSubscription({ body: { token }, headers: { 'Idempotency-Key': key } });
}
