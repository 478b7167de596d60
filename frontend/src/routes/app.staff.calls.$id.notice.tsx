import { createFileRoute } from '@tanstack/react-router';
import { callNoticesOptions } from '@/features/notices/staff/api';
import { CallNoticePage } from '@/features/notices/staff/CallNoticePage';

export const Route = createFileRoute('/app/staff/calls/$id/notice')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(callNoticesOptions(params.id)),
  component: function Notice() {
    return <CallNoticePage callId={Route.useParams().id} />;
  },
});
