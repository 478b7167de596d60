import { createFileRoute } from '@tanstack/react-router';
import { amendmentsOptions } from '@/features/calls/staff/api';
import { VersionsPage } from '@/features/calls/staff/VersionsPage';

export const Route = createFileRoute('/app/staff/calls/$id/versions')({
  loader: ({ context, params }) => context.queryClient.prefetchInfiniteQuery(amendmentsOptions(params.id)),
  component: function Versions() {
    return <VersionsPage callId={Route.useParams().id} />;
  },
});
