import { createFileRoute } from '@tanstack/react-router';
import { callsOptions } from '@/features/calls/staff/api';
import { CallsPage } from '@/features/calls/staff/CallsPage';
import { CALL_STATES } from '@/features/calls/staff/filter';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/calls/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, CALL_STATES), q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(callsOptions(deps)),
  component: function Calls() {
    return <CallsPage filter={Route.useSearch()} />;
  },
});
