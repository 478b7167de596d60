import { createFileRoute } from '@tanstack/react-router';
import { verificationsOptions } from '@/features/organisations/staff/api';
import { VerificationsPage } from '@/features/organisations/staff/VerificationsPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/staff/verifications/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      kind: oneOf(search.kind, ['registration', 'change'] as const),
      show: oneOf(search.show, ['late', 'returned', 'accepted'] as const),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(verificationsOptions(deps)),
  component: function Verifications() {
    return <VerificationsPage filter={Route.useSearch()} />;
  },
});
