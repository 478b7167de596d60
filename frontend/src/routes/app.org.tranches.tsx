import { createFileRoute } from '@tanstack/react-router';
import { tranchesOptions } from '@/features/projects/org/api';
import { TRANCHE_STATES } from '@/features/projects/org/filter';
import { TranchesPage } from '@/features/projects/org/TranchesPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/org/tranches')({
  validateSearch: (search: Record<string, unknown>) => compact({ state: oneOf(search.state, TRANCHE_STATES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(tranchesOptions(deps)),
  component: function Tranches() {
    return <TranchesPage filter={Route.useSearch()} />;
  },
});
