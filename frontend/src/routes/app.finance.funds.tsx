import { createFileRoute } from '@tanstack/react-router';
import { allotmentsOptions, fundsOptions } from '@/features/funds/api';
import { FundsPage } from '@/features/funds/components/FundsPage';
import { ALLOTMENT_STATES } from '@/features/funds/filter';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/funds')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, ALLOTMENT_STATES), fund_id: text(search.fund_id) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    Promise.all([
      context.queryClient.prefetchInfiniteQuery(fundsOptions()),
      context.queryClient.prefetchInfiniteQuery(allotmentsOptions(deps)),
    ]),
  component: function Funds() {
    return <FundsPage filter={Route.useSearch()} />;
  },
});
