import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getCommunityFund, listCommunityFunds, listPublicDonations, listPublicProjects } from '@/api/portal/sdk.gen';
import type { CommunityFundView } from '@/api/portal/types.gen';
import { nextCursor } from '@/lib/keyset';

export type { CommunityFundView };

const paged = { initialPageParam: '', getNextPageParam: nextCursor };
const from = (cursor: string) => (cursor ? { cursor } : {});

export function communityFundsOptions() {
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listCommunityFunds' }],
    queryFn: async ({ pageParam, signal }) => (await listCommunityFunds({ query: from(pageParam), signal })).data,
    ...paged,
  });
}

export function communityFundOptions(id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getCommunityFund', path: { id } }],
    queryFn: async ({ signal }) => (await getCommunityFund({ path: { id }, signal })).data,
  });
}

export function publicDonationsOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicDonations', path: { id } }],
    queryFn: async ({ pageParam, signal }) =>
      (await listPublicDonations({ path: { id }, query: from(pageParam), signal })).data,
    ...paged,
  });
}

/** The projects that a fund pays for. */
export function projectsOfFundOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicProjects', query: { fund_id: id } }],
    queryFn: async ({ pageParam, signal }) =>
      (await listPublicProjects({ query: { fund_id: id, ...from(pageParam) }, signal })).data,
    ...paged,
  });
}
