import { createFileRoute } from '@tanstack/react-router';
import { proposalOptions } from '@/features/proposals/org/api';
import { SignPage } from '@/features/proposals/org/SignPage';

export const Route = createFileRoute('/app/org/proposals/$id/sign')({
  loader: ({ context, params }) => context.queryClient.fetchQuery(proposalOptions(params.id)),
  component: function Sign() {
    return <SignPage id={Route.useParams().id} />;
  },
});
