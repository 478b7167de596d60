import { createFileRoute } from '@tanstack/react-router';
import { conflictsOptions } from '@/features/conflicts/staff/api';
import { ConflictsPage } from '@/features/conflicts/staff/ConflictsPage';
import { CONFLICT_SOURCES, CONFLICT_STATES } from '@/features/conflicts/staff/filter';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/staff/conflicts')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, CONFLICT_STATES), source: oneOf(search.source, CONFLICT_SOURCES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(conflictsOptions(deps)),
  component: function Conflicts() {
    return <ConflictsPage filter={Route.useSearch()} />;
  },
});
