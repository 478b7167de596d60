import { queryOptions } from '@tanstack/react-query';
import { getDefenceOptions } from '@/api/gen/@tanstack/react-query.gen';

export {
  announceDefence,
  beginDefenceScoring,
  closeDefenceTurn,
  drawDefence,
  missDefenceTurn,
  openDefenceTurn,
  recallDefenceTurn,
  reopenDefenceTurn,
  sealDefence,
} from '@/api/gen/sdk.gen';
export type { DefenceDayView, DefenceTurnView, DefenceView } from '@/api/gen/types.gen';

export function defenceOptions(callId: string) {
  return queryOptions(getDefenceOptions({ path: { id: callId } }));
}

/** Where the server says that something of the defence has changed. */
export function changesOf(callId: string): string {
  return `/api/v1/calls/${callId}/defence/changes`;
}
