import { createFileRoute } from '@tanstack/react-router';
import { publicNoticesOptions } from '@/features/notices/api';
import { NoticesPage } from '@/features/notices/public/NoticesPage';

export const Route = createFileRoute('/_public/notices/')({
  loader: ({ context }) => context.queryClient.prefetchInfiniteQuery(publicNoticesOptions()),
  component: NoticesPage,
});
