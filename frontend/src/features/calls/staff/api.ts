import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getCallOptions,
  listAllotmentsOptions,
  listCallsInfiniteOptions,
  listSchemePresetsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { CallFilter } from './filter';

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
export type { CallInput, CallView } from '@/api/gen/types.gen';

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
