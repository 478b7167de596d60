import { createFileRoute } from '@tanstack/react-router';
import { trancheSummaryOptions, tranchesOptions } from '@/features/payments/staff/api';
import { TRANCHE_STATES } from '@/features/payments/staff/filter';
import { TranchesPage } from '@/features/payments/staff/TranchesPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/tranches')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, TRANCHE_STATES), call_id: text(search.call_id) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    Promise.all([
      context.queryClient.prefetchInfiniteQuery(tranchesOptions(deps)),
      context.queryClient.prefetchQuery(trancheSummaryOptions(deps)),
    ]),
  component: function Tranches() {
    const filter = Route.useSearch();
    return <TranchesPage key={JSON.stringify(filter)} filter={filter} />;
  },
});
