import { queryOptions } from '@tanstack/react-query';
import { getCallOptions, listDrawCandidatesOptions, listDrawsOptions } from '@/api/gen/@tanstack/react-query.gen';

export { announceDraw, confirmDraw, drawPanel, replacePanelMember, voidDraw } from '@/api/gen/sdk.gen';
export type { DrawCandidateView, DrawView, StratumInput } from '@/api/gen/types.gen';

export function drawsOptions(callId: string) {
  return queryOptions(listDrawsOptions({ path: { id: callId } }));
}

export function candidatesOptions(callId: string) {
  return queryOptions(listDrawCandidatesOptions({ path: { id: callId } }));
}

/** The call, for its state and its scheme. */
export function drawnCallOptions(callId: string) {
  return queryOptions(getCallOptions({ path: { id: callId } }));
}
