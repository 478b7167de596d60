import type { CallState, QuestionState } from '@/api/gen/types.gen';

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

export const SCHEME_VIEWS = ['changed', 'faults', 'preview'] as const;

export interface SchemeSearch {
  /** Words of a setting's name. */
  q?: string | undefined;
  only?: (typeof SCHEME_VIEWS)[number] | undefined;
}

export const QUESTION_STATES = ['asked', 'answered', 'declined'] as const satisfies readonly QuestionState[];
