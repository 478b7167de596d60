import { createFileRoute } from '@tanstack/react-router';
import { publicCallOptions } from '@/features/calls/public/api';
import { CallPage } from '@/features/calls/public/CallPage';
import { Draws } from '@/features/draws/public/Draws';

export const Route = createFileRoute('/_public/calls/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(publicCallOptions(params.id)),
  component: function Call() {
    const { id } = Route.useParams();
    return <CallPage id={id} draws={<Draws callId={id} />} />;
  },
});
