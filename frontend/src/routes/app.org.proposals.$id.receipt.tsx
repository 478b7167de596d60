import { createFileRoute } from '@tanstack/react-router';
import { proposalOptions } from '@/features/proposals/org/api';
import { ReceiptPage } from '@/features/proposals/org/ReceiptPage';

export const Route = createFileRoute('/app/org/proposals/$id/receipt')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(proposalOptions(params.id)),
  component: function Receipt() {
    return <ReceiptPage id={Route.useParams().id} />;
  },
});
