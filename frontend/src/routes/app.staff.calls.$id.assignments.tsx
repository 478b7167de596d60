import { createFileRoute } from '@tanstack/react-router';
import { AssignmentPage } from '@/features/reviews/staff/AssignmentPage';
import { panelOptions } from '@/features/reviews/staff/api';

export const Route = createFileRoute('/app/staff/calls/$id/assignments')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(panelOptions(params.id)),
  component: function Assignments() {
    return <AssignmentPage callId={Route.useParams().id} />;
  },
});
