import { createFileRoute } from '@tanstack/react-router';
import { needOptions } from '@/features/needs/staff/api';
import { NeedPage } from '@/features/needs/staff/NeedPage';

export const Route = createFileRoute('/app/staff/needs/$id/')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(needOptions(params.id)),
  component: function Need() {
    return <NeedPage id={Route.useParams().id} />;
  },
});
