import { createFileRoute } from '@tanstack/react-router';
import { TRANCHE_STATES, tranchesOptions } from '@/features/projects/org/api';
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
