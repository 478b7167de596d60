import { createFileRoute } from '@tanstack/react-router';
import { publicNeedOptions } from '@/features/needs/public/api';
import { NeedPage } from '@/features/needs/public/NeedPage';

export const Route = createFileRoute('/_public/needs/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(publicNeedOptions(params.id)),
  component: function Need() {
    return <NeedPage id={Route.useParams().id} />;
  },
});
