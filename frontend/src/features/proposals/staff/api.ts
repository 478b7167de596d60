import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  checkProposalOptions,
  getCallOptions,
  getOrganisationOptions,
  getProposalAnswersOptions,
  getProposalOptions,
  listProposalsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { ProposalFilter } from './filter';

export { declareEligible, declareIneligible, requestCorrection } from '@/api/gen/sdk.gen';
export type { ProposalSummary, ProposalView } from '@/api/gen/types.gen';

export function proposalsOptions(filter: ProposalFilter) {
  return infiniteQueryOptions({ ...listProposalsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function proposalOptions(id: string) {
  return queryOptions(getProposalOptions({ path: { id } }));
}

/** What was answered in the form of the call. */
export function answersOptions(id: string) {
  return queryOptions(getProposalAnswersOptions({ path: { id } }));
}

export function checkOptions(id: string) {
  return queryOptions(checkProposalOptions({ path: { id } }));
}

/** The call of a proposal, for the rules of its scheme. */
export function callOfOptions(id: string) {
  return queryOptions(getCallOptions({ path: { id } }));
}

/** The organisation that applies, for the figures the rules look at. */
export function applicantOptions(id: string) {
  return queryOptions(getOrganisationOptions({ path: { id } }));
}
