import { createFileRoute } from '@tanstack/react-router';
import { defenceOptions } from '@/features/reviews/defence/api';
import { DefencePage } from '@/features/reviews/defence/staff/DefencePage';

export const Route = createFileRoute('/app/staff/calls/$id/defence')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(defenceOptions(params.id)),
  component: function Defence() {
    return <DefencePage callId={Route.useParams().id} />;
  },
});
