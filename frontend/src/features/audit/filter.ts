// Addresses are read by the first script of the site: nothing here may import an operation.

export interface AuditFilter {
  subject_kind?: string | undefined;
  subject_id?: string | undefined;
}

/** The kinds of things whose changes are recorded. */
export const SUBJECTS = [
  'user',
  'organisation',
  'call',
  'proposal',
  'review_stage',
  'assignment',
  'review',
  'result_run',
  'decision',
  'notice',
  'project',
  'agreement',
  'tranche',
  'payment',
  'batch',
  'fund',
  'allotment',
] as const;
