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
  'lapsed',
] as const satisfies readonly ProjectState[];

export interface ProjectFilter {
  call_id?: string | undefined;
  organisation_id?: string | undefined;
  state?: ProjectState | undefined;
  /** Only those whose agreement must be signed within ten days. */
  due?: 'soon' | undefined;
  q?: string | undefined;
}

/** The filter as the operations know it. */
export function projectQuery({ due, ...filter }: ProjectFilter) {
  return due === 'soon' ? { ...filter, lapsing: true } : filter;
}
