import { queryOptions } from '@tanstack/react-query';
import { type actionHeaders, etagOf } from '@/api/client';
import {
  getAssignmentAnswersOptions,
  getAssignmentOptions,
  getOwnDiagnosticsOptions,
  getPublicCallOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import {
  abstainReview as abstain,
  attestAssignment as attest,
  listAssignments,
  recuseAssignment as recuse,
  saveReview as save,
  submitReview as submit,
  withdrawReview as withdraw,
} from '@/api/gen/sdk.gen';
import type { AssignmentSummary, AssignmentView, RecusalInput, ReviewInput, ReviewView } from '@/api/gen/types.gen';

export type { AssignmentSummary, AssignmentView, ReviewInput, ReviewView };
export type RecusalKind = RecusalInput['kind'];

type Headers = ReturnType<typeof actionHeaders>;
/** Nobody has more on their desk than this. */
const PAGES = 10;

/** Everything on the reviewer's desk: the remainder is counted over all of it. */
export const deskOptions = queryOptions({
  queryKey: [{ _id: 'listAssignments', all: true }],
  queryFn: async ({ signal }) => {
    const items: AssignmentSummary[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const { data } = await listAssignments({ query: { limit: 100, ...(cursor ? { cursor } : {}) }, signal });
      items.push(...data.items);
      cursor = data.next ?? undefined;
      if (!cursor) break;
    }
    return items;
  },
});

export const assignmentOptions = (id: string) => getAssignmentOptions({ path: { id } });
/** What the proposal answers in the form of its call. */
export const assignedAnswersOptions = (id: string) => getAssignmentAnswersOptions({ path: { id } });
export const reviewedCallOptions = (id: string) =>
  queryOptions({ ...getPublicCallOptions({ path: { id } }), staleTime: 300_000 });
/** One's own part of the diagnostics; 404 before the results are public. */
export const ownDiagnosticsOptions = (id: string) => queryOptions(getOwnDiagnosticsOptions({ path: { id } }));

export async function attestAssignment(id: string, headers: Headers): Promise<AssignmentView> {
  return (await attest({ path: { id }, body: { statement_accepted: true }, headers })).data;
}

export async function recuseAssignment(id: string, body: RecusalInput, headers: Headers): Promise<void> {
  await recuse({ path: { id }, body, headers });
}

export async function saveReview(id: string, body: ReviewInput, version: number): Promise<ReviewView> {
  return (await save({ path: { id }, body, headers: { 'If-Match': etagOf({ version }) } })).data;
}

export async function submitReview(id: string, headers: Headers): Promise<ReviewView> {
  return (await submit({ path: { id }, headers })).data;
}

export async function abstainReview(id: string, reason: string, headers: Headers): Promise<ReviewView> {
  return (await abstain({ path: { id }, body: { reason }, headers })).data;
}

export async function withdrawReview(id: string, headers: Headers): Promise<ReviewView> {
  return (await withdraw({ path: { id }, headers })).data;
}
