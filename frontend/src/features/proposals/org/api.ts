import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type actionHeaders, etagOf } from '@/api/client';
import {
  checkProposalOptions,
  getOrganisationOptions,
  getProposalAnswersOptions,
  getProposalFeedbackOptions,
  getProposalOptions,
  getPublicCallOptions,
  listOrganisationsOptions,
  listProposalAttachmentsOptions,
  listProposalEditorsOptions,
  listSimilarProposalsOptions,
  listStaffOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import {
  askProposalSignature as ask,
  attachProposalFile as attach,
  copyProposal as copy,
  createProposal as create,
  detachProposalFile as detach,
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
  ProposalAttachmentInput,
  ProposalAttachmentsView,
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
/** 404 until the results are public. */
export const feedbackOptions = (id: string) => getProposalFeedbackOptions({ path: { id } });
export const attachmentsOptions = (id: string) => listProposalAttachmentsOptions({ path: { id } });
/** Who works for the organisation today; more than a hundred do not fit a choice. */
export const currentStaffOptions = (id: string) =>
  listStaffOptions({ path: { id }, query: { current: true, limit: 100 } });
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

/** Hands an uploaded file over; the file's own id makes the request one and the same however often it is sent. */
export async function attachFile(id: string, body: ProposalAttachmentInput): Promise<ProposalAttachmentsView> {
  const headers = { 'Idempotency-Key': `attach-${body.file_id}` };
  return (await attach({ path: { id }, body, headers })).data;
}

export async function detachFile(id: string, file_id: string): Promise<ProposalAttachmentsView> {
  return (await detach({ path: { id, file_id }, headers: { 'Idempotency-Key': crypto.randomUUID() } })).data;
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
