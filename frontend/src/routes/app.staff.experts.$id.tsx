import { createFileRoute } from '@tanstack/react-router';
import { expertOptions } from '@/features/experts/api';
import { ExpertPage } from '@/features/experts/staff/ExpertPage';

export const Route = createFileRoute('/app/staff/experts/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(expertOptions(params.id)),
  component: function Expert() {
    return <ExpertPage id={Route.useParams().id} />;
  },
});
