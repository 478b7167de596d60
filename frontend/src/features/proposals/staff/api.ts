import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  checkProposalOptions,
  getCallOptions,
  getOrganisationOptions,
  getProposalOptions,
  listProposalsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import type { ProposalState } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export { declareEligible, declareIneligible, requestCorrection } from '@/api/gen/sdk.gen';
export type { ProposalState, ProposalSummary, ProposalView } from '@/api/gen/types.gen';

export const PROPOSAL_STATES = [
  'submitted',
  'correction_requested',
  'eligible',
  'ineligible',
  'under_review',
  'ranked',
  'recommended',
  'reserve',
  'not_selected',
  'on_notice',
  'awarded',
  'revoked',
  'withdrawn',
] as const satisfies readonly ProposalState[];

export interface ProposalFilter {
  call_id?: string | undefined;
  organisation_id?: string | undefined;
  state?: ProposalState | undefined;
  q?: string | undefined;
}

export function proposalsOptions(filter: ProposalFilter) {
  return infiniteQueryOptions({ ...listProposalsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function proposalOptions(id: string) {
  return queryOptions(getProposalOptions({ path: { id } }));
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
