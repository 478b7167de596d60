import type { ProjectState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export const PROJECT_STATES = [
  'agreement_draft',
  'signing',
  'active',
  'rectifying',
  'suspended',
  'final_submitted',
  'closed',
  'terminated',
] as const satisfies readonly ProjectState[];

export interface ProjectFilter {
  call_id?: string | undefined;
  organisation_id?: string | undefined;
  state?: ProjectState | undefined;
  q?: string | undefined;
}
