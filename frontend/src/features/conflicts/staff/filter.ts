// Addresses are read by the first script of the site: nothing here may import an operation.
import type { ConflictSource, ConflictState } from '@/api/gen/types.gen';

export const CONFLICT_STATES = ['suspected', 'confirmed', 'dismissed'] as const satisfies readonly ConflictState[];
export const CONFLICT_SOURCES = ['self', 'applicant', 'staff', 'detected'] as const satisfies readonly ConflictSource[];

export interface ConflictFilter {
  state?: ConflictState | undefined;
  source?: ConflictSource | undefined;
}
