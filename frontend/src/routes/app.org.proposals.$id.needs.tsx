import { createFileRoute } from '@tanstack/react-router';
import { proposalNeedsOptions } from '@/features/needs/org/api';
import { ProposalNeedsPage } from '@/features/needs/org/ProposalNeedsPage';

export const Route = createFileRoute('/app/org/proposals/$id/needs')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(proposalNeedsOptions(params.id)),
  component: function ProposalNeeds() {
    return <ProposalNeedsPage id={Route.useParams().id} />;
  },
});
