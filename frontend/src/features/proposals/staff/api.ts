import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getCallOptions,
  getProposalAnswersOptions,
  getProposalOptions,
  getScreeningOptions,
  listProposalAttachmentsOptions,
  listProposalOpeningsInfiniteOptions,
  listProposalsInfiniteOptions,
  listSimilarProposalsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { listProposals } from '@/api/gen/sdk.gen';
import { keyset } from '@/lib/keyset';
import type { ProposalFilter } from './filter';

export {
  declareEligible,
  declareIneligible,
  exportProposalOpenings,
  getProposalPdf,
  judgeScreeningRule,
  requestCorrection,
  screenProposals,
} from '@/api/gen/sdk.gen';
export type {
  ProposalSummary,
  ProposalView,
  ScreeningBulkView,
  ScreeningRuleView,
  ScreeningView,
} from '@/api/gen/types.gen';

export function proposalsOptions(filter: ProposalFilter) {
  return infiniteQueryOptions({ ...listProposalsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function proposalOptions(id: string) {
  return queryOptions(getProposalOptions({ path: { id } }));
}

/** What was handed over with it. */
export function attachmentsOptions(id: string) {
  return queryOptions(listProposalAttachmentsOptions({ path: { id } }));
}

/** The eligibility check rule by rule, live or as it was kept. */
export function screeningOptions(id: string) {
  return queryOptions(getScreeningOptions({ path: { id } }));
}

/** What was answered in the form of the call. */
export function answersOptions(id: string) {
  return queryOptions(getProposalAnswersOptions({ path: { id } }));
}

/** Other proposals that share text with this one. */
export function similarOptions(id: string) {
  return queryOptions(listSimilarProposalsOptions({ path: { id } }));
}

/** Who opened a proposal. */
export function openingsOptions(id: string) {
  return infiniteQueryOptions({
    ...listProposalOpeningsInfiniteOptions({ query: { proposal_id: id } }),
    ...keyset,
  });
}

/** The first hundred proposals of a call that wait for the check, the oldest first. */
export function queueOptions(call_id: string) {
  return queryOptions({
    queryKey: [{ _id: 'listProposals', query: { call_id, state: 'submitted', limit: 100 } }],
    queryFn: async ({ signal }) => {
      const { data } = await listProposals({ query: { call_id, state: 'submitted', limit: 100 }, signal });
      return data.items.map((item) => item.id).reverse();
    },
  });
}

/** The call of a proposal, for the rules of its scheme. */
export function callOfOptions(id: string) {
  return queryOptions(getCallOptions({ path: { id } }));
}
