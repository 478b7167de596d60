import { createFileRoute } from '@tanstack/react-router';
import { decisionOptions } from '@/features/notices/staff/api';
import { DecisionPage } from '@/features/notices/staff/DecisionPage';

export const Route = createFileRoute('/app/staff/calls/$id/decision')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(decisionOptions(params.id)),
  component: function Decision() {
    return <DecisionPage callId={Route.useParams().id} />;
  },
});
