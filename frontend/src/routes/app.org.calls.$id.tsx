import { createFileRoute } from '@tanstack/react-router';
import { callOptions } from '@/features/calls/org/api';
import { OrgCallPage } from '@/features/calls/org/CallPage';

export const Route = createFileRoute('/app/org/calls/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(callOptions(params.id)),
  component: function Call() {
    return <OrgCallPage id={Route.useParams().id} />;
  },
});
