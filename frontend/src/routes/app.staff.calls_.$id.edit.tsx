import { createFileRoute } from '@tanstack/react-router';
import { callOptions } from '@/features/calls/staff/api';
import { EditCallPage } from '@/features/calls/staff/CallEditor';

/** Beside the frame of the call, which has its own heading. */
export const Route = createFileRoute('/app/staff/calls_/$id/edit')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(callOptions(params.id)),
  component: function Edit() {
    return <EditCallPage id={Route.useParams().id} />;
  },
});
