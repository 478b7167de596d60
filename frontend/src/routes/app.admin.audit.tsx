import { createFileRoute } from '@tanstack/react-router';
import { auditOptions } from '@/features/audit/api';
import { AuditPage } from '@/features/audit/components/AuditPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/admin/audit')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ subject_kind: text(search.subject_kind), subject_id: text(search.subject_id) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(auditOptions(deps)),
  component: function Audit() {
    return <AuditPage filter={Route.useSearch()} />;
  },
});
