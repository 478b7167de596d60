import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getCallOptions,
  listAllotmentsOptions,
  listCallsInfiniteOptions,
  listSchemePresetsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import type { CallState } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export {
  approveCall,
  archiveCall,
  cancelCall,
  createCall,
  publishCall,
  startDeciding,
  startReview,
  startScreening,
  updateCall,
} from '@/api/gen/sdk.gen';
export type { CallInput, CallState, CallView } from '@/api/gen/types.gen';

/** The way of a call, in order; `cancelled` leaves it. */
export const CALL_WAY = [
  'draft',
  'approved',
  'published',
  'screening',
  'reviewing',
  'deciding',
  'on_notice',
  'awarded',
  'archived',
] as const satisfies readonly CallState[];

export const CALL_STATES = [...CALL_WAY, 'cancelled'] as const;

export interface CallFilter {
  state?: CallState | undefined;
  q?: string | undefined;
}

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
