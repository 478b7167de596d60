import { createFileRoute } from '@tanstack/react-router';
import { publicCallOptions } from '@/features/calls/public/api';
import { CallPage } from '@/features/calls/public/CallPage';

export const Route = createFileRoute('/_public/calls/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(publicCallOptions(params.id)),
  component: function Call() {
    return <CallPage id={Route.useParams().id} />;
  },
});
