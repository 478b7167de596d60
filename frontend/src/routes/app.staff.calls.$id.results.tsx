import { createFileRoute } from '@tanstack/react-router';
import { resultsOptions } from '@/features/reviews/staff/api';
import { ResultsPage } from '@/features/reviews/staff/ResultsPage';

export const Route = createFileRoute('/app/staff/calls/$id/results')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(resultsOptions(params.id)),
  component: function Results() {
    return <ResultsPage callId={Route.useParams().id} />;
  },
});
