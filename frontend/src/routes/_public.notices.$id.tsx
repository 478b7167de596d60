import { createFileRoute } from '@tanstack/react-router';
import { publicNoticeOptions } from '@/features/notices/public/api';
import { NoticePage } from '@/features/notices/public/NoticePage';

export const Route = createFileRoute('/_public/notices/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(publicNoticeOptions(params.id)),
  component: function Notice() {
    return <NoticePage id={Route.useParams().id} />;
  },
});
