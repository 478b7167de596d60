import { createFileRoute } from '@tanstack/react-router';
import { noticesOptions } from '@/features/notices/staff/api';
import { NOTICE_STATES } from '@/features/notices/staff/filter';
import { NoticesPage } from '@/features/notices/staff/NoticesPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/staff/notices')({
  validateSearch: (search: Record<string, unknown>) => compact({ state: oneOf(search.state, NOTICE_STATES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(noticesOptions(deps)),
  component: function Notices() {
    return <NoticesPage filter={Route.useSearch()} />;
  },
});
