import { createFileRoute } from '@tanstack/react-router';
import { publicNoticesOptions } from '@/features/notices/public/api';
import { NoticesPage } from '@/features/notices/public/NoticesPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/_public/notices/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, ['running', 'over']), q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(publicNoticesOptions(deps)),
  component: function Notices() {
    return <NoticesPage filter={Route.useSearch()} />;
  },
});
