import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getCallOptions,
  listAllotmentsOptions,
  listAmendmentsInfiniteOptions,
  listCallsInfiniteOptions,
  listQuestionsInfiniteOptions,
  listSchemePresetsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { checkAmendment, checkScheme, checkTimetable } from '@/api/gen/sdk.gen';
import type { AmendmentInput, CallDocumentTimetable, QuestionState } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';
import type { CallFilter } from './filter';

export {
  answerQuestion,
  approveAmendment,
  approveCall,
  archiveCall,
  cancelCall,
  copyCall,
  createCall,
  declineQuestion,
  exportAmendments,
  exportQuestions,
  openCallRound,
  proposeAmendment,
  publishCall,
  returnAmendment,
  startDeciding,
  startReview,
  startScreening,
  updateCall,
  withdrawAmendment,
} from '@/api/gen/sdk.gen';
export type {
  AmendmentInput,
  AmendmentView,
  CallDocumentAttachment,
  CallDocumentRequired,
  CallDocumentTimetable,
  CallInput,
  CallView,
  QuestionView,
  SchemeCheckView,
} from '@/api/gen/types.gen';

export function callsOptions(filter: CallFilter) {
  return infiniteQueryOptions({ ...listCallsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function callOptions(id: string) {
  return queryOptions(getCallOptions({ path: { id } }));
}

export function presetsOptions() {
  return queryOptions({ ...listSchemePresetsOptions(), staleTime: 3_600_000 });
}

/** The allotments a call can be paid from. */
export function approvedAllotmentsOptions() {
  return queryOptions(listAllotmentsOptions({ query: { state: 'approved', limit: 100 } }));
}

/** The server's judgement of a scheme that is being written. */
export function checkSchemeOptions(scheme: unknown, budget: string) {
  return queryOptions({
    queryKey: [{ _id: 'checkScheme', scheme, budget }],
    queryFn: async ({ signal }) => (await checkScheme({ body: { scheme: scheme as never, budget }, signal })).data,
    placeholderData: (before) => before,
    gcTime: 0,
  });
}

/** The server's judgement of dates that are being chosen. */
export function checkTimetableOptions(
  scheme: unknown,
  opens: string | null,
  closes: string | null,
  timetable: CallDocumentTimetable | null,
) {
  return queryOptions({
    queryKey: [{ _id: 'checkTimetable', scheme, opens, closes, timetable }],
    queryFn: async ({ signal }) => {
      const body = { scheme: scheme as never, opens_on: opens ?? '', closes_on: closes ?? '', timetable };
      return (await checkTimetable({ body, signal })).data;
    },
    enabled: Boolean(opens && closes),
    placeholderData: (before) => before,
    gcTime: 0,
  });
}

/** What an amendment would change and why it may not. */
export function checkAmendmentOptions(id: string, body: AmendmentInput) {
  return queryOptions({
    queryKey: [{ _id: 'checkAmendment', id, body }],
    queryFn: async ({ signal }) => (await checkAmendment({ path: { id }, body, signal })).data,
    placeholderData: (before) => before,
    gcTime: 0,
  });
}

export function amendmentsOptions(id: string) {
  return infiniteQueryOptions({ ...listAmendmentsInfiniteOptions({ path: { id } }), ...keyset });
}

export function questionsOptions(callId: string, state: QuestionState | undefined) {
  const query = { call_id: callId, ...(state ? { state } : {}) };
  return infiniteQueryOptions({ ...listQuestionsInfiniteOptions({ query }), ...keyset });
}
