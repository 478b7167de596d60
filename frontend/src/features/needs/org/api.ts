import { queryOptions } from '@tanstack/react-query';
import { listProposalNeedsOptions } from '@/api/gen/@tanstack/react-query.gen';
import { listPublicNeeds, setProposalNeeds } from '@/api/gen/sdk.gen';
import type { ProposalNeedsView } from '@/api/gen/types.gen';

export type { ProposalNeedsView };

export function proposalNeedsOptions(id: string) {
  return queryOptions(listProposalNeedsOptions({ path: { id } }));
}

/** Needs of the public list that a proposal may answer, by words. */
export function openNeedsOptions(q: string) {
  return queryOptions({
    queryKey: [{ _id: 'listPublicNeeds', open: true, q }],
    queryFn: async ({ signal }) =>
      (await listPublicNeeds({ query: { open: 'true', limit: 50, ...(q ? { q } : {}) }, signal })).data.items,
  });
}

export async function chooseNeeds(id: string, version: number, needs: string[]): Promise<ProposalNeedsView> {
  const headers = { 'If-Match': `"${version}"` };
  return (await setProposalNeeds({ path: { id }, headers, body: { needs } })).data;
}
