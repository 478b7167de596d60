import type { ProposalState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

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
