import { infiniteQueryOptions } from '@tanstack/react-query';
import { listAuditEventsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { AuditFilter } from './filter';

export type { AuditEventView } from '@/api/gen/types.gen';

export function auditOptions(filter: AuditFilter) {
  return infiniteQueryOptions({ ...listAuditEventsInfiniteOptions({ query: { ...filter, limit: 50 } }), ...keyset });
}
