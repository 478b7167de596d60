import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type actionHeaders, etagOf } from '@/api/client';
import {
  checkProposalOptions,
  getOrganisationOptions,
  getProposalAnswersOptions,
  getProposalOptions,
  getPublicCallOptions,
  listOrganisationsOptions,
  listProposalEditorsOptions,
  listSimilarProposalsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import {
  askProposalSignature as ask,
  copyProposal as copy,
  createProposal as create,
  listProposals,
  listPublicCalls,
  returnProposalToWriters as returnIt,
  saveProposalSection,
  signProposal as sign,
  submitProposal as submit,
  updateProposal as update,
  withdrawProposal as withdraw,
} from '@/api/gen/sdk.gen';
import type {
  ListProposalsData,
  ProposalAnswersView,
  ProposalChangeInput,
  ProposalCopyView,
  ProposalInput,
  ProposalSummary,
  ProposalView,
  SavedSectionView,
  SignatureInput,
} from '@/api/gen/types.gen';
import type { SectionAnswers } from '@/lib/forms';
import { nextCursor } from '@/lib/keyset';

export { exportProposals, getProposalPdf, getProposalReceiptPdf } from '@/api/gen/sdk.gen';
export type { ProposalAnswersView, ProposalCopyView, ProposalSummary, ProposalView };

export interface ProposalFilter {
  state?: NonNullable<ListProposalsData['query']>['state'] | undefined;
  organisation_id?: string | undefined;
  q?: string | undefined;
}

export function proposalsOptions({ state, organisation_id, q }: ProposalFilter) {
  const filter = { ...(state ? { state } : {}), ...(organisation_id ? { organisation_id } : {}), ...(q ? { q } : {}) };
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listProposals', query: filter }],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { ...filter, cursor: pageParam } : filter;
      return (await listProposals({ query, signal })).data;
    },
    initialPageParam: '',
    getNextPageParam: nextCursor,
  });
}

/** The latest hundred, for the dashboard. */
export const recentProposalsOptions = queryOptions({
  queryKey: [{ _id: 'listProposals', query: { limit: 100 } }],
  queryFn: async ({ signal }) => (await listProposals({ query: { limit: 100 }, signal })).data.items,
});

export const proposalOptions = (id: string) => getProposalOptions({ path: { id } });
export const answersOptions = (id: string) => getProposalAnswersOptions({ path: { id } });
export const proposalCheckOptions = (id: string) =>
  queryOptions({ ...checkProposalOptions({ path: { id } }), staleTime: 0 });
export const editorsOptions = (id: string) => listProposalEditorsOptions({ path: { id } });
export const similarOptions = (id: string) => listSimilarProposalsOptions({ path: { id } });
export const schemeCallOptions = (id: string) => getPublicCallOptions({ path: { id } });
export const applicantOptions = (id: string) => getOrganisationOptions({ path: { id } });

/** The applicant's verified organisations: those that may apply. */
export const verifiedOrganisationsOptions = listOrganisationsOptions({ query: { state: 'verified', limit: 100 } });

export const openCallsOptions = queryOptions({
  queryKey: [{ _id: 'listPublicCalls', query: { status: 'open', limit: 100 } }],
  queryFn: async ({ signal }) => (await listPublicCalls({ query: { status: 'open', limit: 100 }, signal })).data.items,
});

export async function createProposal(body: ProposalInput, key: string): Promise<ProposalView> {
  return (await create({ body, headers: { 'Idempotency-Key': key } })).data;
}

export async function updateProposal(id: string, body: ProposalChangeInput, version: number): Promise<ProposalView> {
  return (await update({ path: { id }, body, headers: { 'If-Match': etagOf({ version }) } })).data;
}

/** Saves one section of the form against its own version. */
export async function saveSection(
  id: string,
  code: string,
  answers: SectionAnswers,
  version: number,
): Promise<SavedSectionView> {
  return (
    await saveProposalSection({ path: { id, code }, body: { answers }, headers: { 'If-Match': etagOf({ version }) } })
  ).data;
}

type ActionHeaders = ReturnType<typeof actionHeaders>;

export async function submitProposal(id: string, headers: ActionHeaders): Promise<ProposalView> {
  return (await submit({ path: { id }, headers })).data;
}

export async function withdrawProposal(id: string, reason: string, headers: ActionHeaders): Promise<ProposalView> {
  return (await withdraw({ path: { id }, body: { reason }, headers })).data;
}

export async function askSignature(id: string, headers: ActionHeaders): Promise<ProposalView> {
  return (await ask({ path: { id }, headers })).data;
}

export async function signProposal(id: string, body: SignatureInput, headers: ActionHeaders): Promise<ProposalView> {
  return (await sign({ path: { id }, body, headers })).data;
}

export async function returnToWriters(id: string, reason: string, headers: ActionHeaders): Promise<ProposalView> {
  return (await returnIt({ path: { id }, body: { reason }, headers })).data;
}

export async function copyProposal(id: string, call_id: string, key: string): Promise<ProposalCopyView> {
  return (await copy({ path: { id }, body: { call_id }, headers: { 'Idempotency-Key': key } })).data;
}
