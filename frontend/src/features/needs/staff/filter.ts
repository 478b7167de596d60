import type { NeedState } from '@/api/gen/types.gen';

// Addresses are read before anything is loaded: nothing here may import an operation.

export const NEED_STATES = [
  'reported',
  'accepted',
  'published',
  'claimed',
  'in_delivery',
  'met',
  'unmet',
  'merged',
  'declined',
  'withdrawn',
] as const satisfies readonly NeedState[];

export const WAITING_ON = ['me', 'community', 'street', 'bureau'] as const;

export interface NeedFilter {
  state?: NeedState | undefined;
  area_code?: string | undefined;
  category?: string | undefined;
  waiting_on?: (typeof WAITING_ON)[number] | undefined;
  late?: 'true' | undefined;
  q?: string | undefined;
}
