import { createFileRoute } from '@tanstack/react-router';
import { publicNeedOptions } from '@/features/needs/public/api';
import { NeedPage } from '@/features/needs/public/NeedPage';
import { loadTexts } from '@/lib/i18n';
import { knowSession } from '@/lib/session';

export const Route = createFileRoute('/_public/needs/$id')({
  loader: ({ context, params }) =>
    Promise.all([loadTexts('needs'), context.queryClient.ensureQueryData(publicNeedOptions(params.id)), knowSession()]),
  component: function Need() {
    return <NeedPage id={Route.useParams().id} />;
  },
});
