import { infiniteQueryOptions } from '@tanstack/react-query';
import { listAuditEventsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';

export type { AuditEventView } from '@/api/gen/types.gen';

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

export function auditOptions(filter: AuditFilter) {
  return infiniteQueryOptions({ ...listAuditEventsInfiniteOptions({ query: { ...filter, limit: 50 } }), ...keyset });
}
