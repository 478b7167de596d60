import { createFileRoute, Outlet } from '@tanstack/react-router';
import { callOptions } from '@/features/calls/staff/api';
import { CallFrame } from '@/features/calls/staff/CallFrame';

/** The pages of one call share its head and its actions. */
export const Route = createFileRoute('/app/staff/calls/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(callOptions(params.id)),
  component: function Call() {
    return (
      <CallFrame id={Route.useParams().id}>
        <Outlet />
      </CallFrame>
    );
  },
});
