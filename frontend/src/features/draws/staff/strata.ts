import type { Speciality } from '@/api/gen/types.gen';
import type { StratumInput } from './api';

/** What a stratum may ask for. */
export const DRAWN_SPECIALITIES = [
  'finance',
  'social_work',
  'elderly',
  'youth',
  'disability',
  'relief',
  'community',
  'health',
  'culture',
  'management',
  'law',
] as const satisfies readonly Speciality[];

/** The usual panel of five: one seat for finance, the others for everybody else. */
export const FIRST_STRATA: StratumInput[] = [
  { code: 'finance', specialities: ['finance'], seats: 1, reserves: 1 },
  { code: 'general', specialities: [], seats: 4, reserves: 2 },
];
