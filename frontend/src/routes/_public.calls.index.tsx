import { createFileRoute } from '@tanstack/react-router';
import { publicCallsOptions } from '@/features/calls/public/api';
import { CallsPage } from '@/features/calls/public/CallsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/_public/calls/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ status: oneOf(search.status, ['open', 'upcoming', 'closed']), q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(publicCallsOptions(deps)),
  component: function Calls() {
    return <CallsPage filter={Route.useSearch()} />;
  },
});
