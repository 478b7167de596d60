import { createFileRoute } from '@tanstack/react-router';
import { proposalOptions, screeningOptions } from '@/features/proposals/staff/api';
import { ScreeningPage } from '@/features/proposals/staff/ScreeningPage';

export const Route = createFileRoute('/app/staff/proposals/$id')({
  loader: ({ context, params }) =>
    Promise.all([
      context.queryClient.prefetchQuery(proposalOptions(params.id)),
      context.queryClient.prefetchQuery(screeningOptions(params.id)),
    ]),
  component: function Proposal() {
    return <ScreeningPage id={Route.useParams().id} />;
  },
});
