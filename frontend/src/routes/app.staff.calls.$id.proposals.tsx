import { createFileRoute } from '@tanstack/react-router';
import { proposalsOptions } from '@/features/proposals/staff/api';
import { PROPOSAL_STATES } from '@/features/proposals/staff/filter';
import { CallProposals } from '@/features/proposals/staff/ProposalsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/calls/$id/proposals')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, PROPOSAL_STATES), q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps, params }) =>
    context.queryClient.prefetchInfiniteQuery(proposalsOptions({ ...deps, call_id: params.id })),
  component: function Proposals() {
    return <CallProposals filter={{ ...Route.useSearch(), call_id: Route.useParams().id }} />;
  },
});
