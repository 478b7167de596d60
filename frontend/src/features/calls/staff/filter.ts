import type { CallState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

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
