// Addresses are read by the first script of the site: nothing here may import an operation.
import type { ExpertState, Speciality } from '@/api/gen/types.gen';

export const SPECIALITIES = [
  'elderly',
  'youth',
  'disability',
  'relief',
  'community',
  'health',
  'culture',
  'finance',
  'social_work',
  'management',
  'law',
  'other',
] as const satisfies readonly Speciality[];

export interface ExpertFilter {
  state?: ExpertState | undefined;
  speciality?: Speciality | undefined;
  area_code?: string | undefined;
  q?: string | undefined;
}
