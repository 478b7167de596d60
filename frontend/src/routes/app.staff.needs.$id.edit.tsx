import { createFileRoute } from '@tanstack/react-router';
import { needOptions } from '@/features/needs/staff/api';
import { EditNeedPage } from '@/features/needs/staff/NeedForm';

export const Route = createFileRoute('/app/staff/needs/$id/edit')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(needOptions(params.id)),
  component: function EditNeed() {
    return <EditNeedPage id={Route.useParams().id} />;
  },
});
