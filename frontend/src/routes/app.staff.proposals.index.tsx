import { createFileRoute } from '@tanstack/react-router';
import { proposalsOptions } from '@/features/proposals/staff/api';
import { PROPOSAL_STATES } from '@/features/proposals/staff/filter';
import { ProposalsPage } from '@/features/proposals/staff/ProposalsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/proposals/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      state: oneOf(search.state, PROPOSAL_STATES),
      q: text(search.q),
      call_id: text(search.call_id),
      organisation_id: text(search.organisation_id),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(proposalsOptions(deps)),
  component: function Proposals() {
    return <ProposalsPage filter={Route.useSearch()} />;
  },
});
