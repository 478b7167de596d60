import { createFileRoute } from '@tanstack/react-router';
import { juryOptions } from '@/features/reviews/jury/api';
import { JuryPage } from '@/features/reviews/jury/JuryPage';

export const Route = createFileRoute('/app/staff/calls/$id/jury')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(juryOptions(params.id, 'public_jury')),
  component: function Jury() {
    return <JuryPage callId={Route.useParams().id} stage="public_jury" />;
  },
});
