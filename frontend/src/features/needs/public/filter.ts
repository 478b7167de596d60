import type { NeedCategory, NeedState } from '@/api/gen/types.gen';

// Addresses are read before anything is loaded: nothing here may import an operation.

export const NEED_CATEGORIES = [
  'elderly',
  'youth',
  'disability',
  'relief',
  'community',
  'health',
  'culture',
  'other',
] as const satisfies readonly NeedCategory[];

export const PUBLIC_NEED_STATES = [
  'published',
  'claimed',
  'in_delivery',
  'met',
  'unmet',
] as const satisfies readonly NeedState[];

export interface PublicNeedFilter {
  area_code?: string | undefined;
  category?: NeedCategory | undefined;
  state?: NeedState | undefined;
  open?: 'true' | undefined;
  sort?: 'endorsed' | undefined;
  q?: string | undefined;
}
