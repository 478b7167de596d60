import { createFileRoute } from '@tanstack/react-router';
import { defenceOptions } from '@/features/reviews/defence/api';
import { PanelDay } from '@/features/reviews/defence/panel/PanelDay';

export const Route = createFileRoute('/app/review/defence/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(defenceOptions(params.id)),
  component: function Day() {
    return <PanelDay callId={Route.useParams().id} />;
  },
});
