import { createFileRoute, redirect } from '@tanstack/react-router';
import { proposalsOptions } from '@/features/proposals/org/api';
import { FILTER_STATES } from '@/features/proposals/org/filter';
import { ProposalsPage } from '@/features/proposals/org/ProposalsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/proposals/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, FILTER_STATES), q: text(search.q), call_id: text(search.call_id) }),
  beforeLoad: ({ search }) => {
    // The portal's "apply" leads here with its call.
    if (search.call_id) throw redirect({ to: '/app/org/proposals/new', search: { call_id: search.call_id } });
  },
  loaderDeps: ({ search: { state, q } }) => ({ state, q }),
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(proposalsOptions(deps)),
  component: function Proposals() {
    const { state, q } = Route.useSearch();
    return <ProposalsPage filter={{ state, q }} />;
  },
});
