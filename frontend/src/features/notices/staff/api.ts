import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getCallOptions,
  getDecisionOptions,
  getNoticeOptions,
  getResultsOptions,
  listNoticesInfiniteOptions,
  listNoticesOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { NoticeFilter } from './filter';

export {
  approveDecision,
  closeNotice,
  discardNotice,
  draftNotice,
  proposeDecision,
  publishNotice,
  returnDecision,
} from '@/api/gen/sdk.gen';
export type { DecisionView, NoticeView } from '@/api/gen/types.gen';

export function noticesOptions(filter: NoticeFilter) {
  return infiniteQueryOptions({ ...listNoticesInfiniteOptions({ query: { ...filter } }), ...keyset });
}

/** The notices of a call, newest first. */
export function callNoticesOptions(callId: string) {
  return queryOptions(listNoticesOptions({ query: { call_id: callId } }));
}

export function noticeOptions(id: string) {
  return queryOptions(getNoticeOptions({ path: { id } }));
}

/** The decision of a call; 404 as long as none was proposed. */
export function decisionOptions(callId: string) {
  return queryOptions(getDecisionOptions({ path: { id: callId } }));
}

export function decidedCallOptions(callId: string) {
  return queryOptions(getCallOptions({ path: { id: callId } }));
}

/** The ranking a decision is drawn from, for its ties. */
export function rankingOptions(callId: string) {
  return queryOptions(getResultsOptions({ path: { id: callId } }));
}
