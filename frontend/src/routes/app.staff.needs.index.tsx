import { createFileRoute } from '@tanstack/react-router';
import { statesOf } from '@/components/base/status';
import { needsOptions } from '@/features/needs/staff/api';
import { NeedsPage } from '@/features/needs/staff/NeedsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/needs/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      state: oneOf(search.state, statesOf('need')),
      area_code: text(search.area_code),
      waiting_on: oneOf(search.waiting_on, ['me', 'community', 'street', 'bureau']),
      late: oneOf(search.late === true ? 'true' : search.late, ['true']),
      q: text(search.q),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(needsOptions(deps)),
  component: function Needs() {
    return <NeedsPage filter={Route.useSearch()} />;
  },
});
