import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getCallOptions,
  getDecisionOptions,
  getNoticeOptions,
  getObjectionOptions,
  getResultsOptions,
  listFundingAlternativesOptions,
  listLotteriesOptions,
  listNoticesInfiniteOptions,
  listNoticesOptions,
  listObjectionsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { NoticeFilter } from './filter';

export {
  admitObjection,
  announceLottery,
  answerObjection,
  approveDecision,
  assignObjection,
  closeNotice,
  discardNotice,
  dismissObjection,
  draftNotice,
  drawLottery,
  exportObjections,
  extendNotice,
  orderReReview,
  proposeDecision,
  publishNotice,
  recordObjection,
  returnDecision,
} from '@/api/gen/sdk.gen';
export type {
  DecisionView,
  DismissalGround,
  FundingAlternative,
  FundingMethod,
  LotteryView,
  NoticeView,
  ObjectionView,
  ResultRowView,
} from '@/api/gen/types.gen';

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

/** What every way of drawing the line gives; 404 as long as no results are verified. */
export function alternativesOptions(callId: string) {
  return queryOptions({ ...listFundingAlternativesOptions({ path: { id: callId } }), retry: false });
}

export function lotteriesOptions(callId: string) {
  return queryOptions(listLotteriesOptions({ path: { id: callId } }));
}

export function objectionOptions(id: string) {
  return queryOptions(getObjectionOptions({ path: { id } }));
}

/** The objections to a notice, newest first. */
export function objectionsOptions(noticeId: string) {
  return queryOptions(listObjectionsOptions({ query: { notice_id: noticeId, limit: 100 } }));
}
