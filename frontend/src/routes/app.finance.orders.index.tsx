import { createFileRoute } from '@tanstack/react-router';
import { fundOrdersOptions } from '@/features/fund-orders/api';
import { FundOrdersPage } from '@/features/fund-orders/FundOrdersPage';
import { FUND_ORDER_KINDS, FUND_ORDER_STATES } from '@/features/fund-orders/filter';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/finance/orders/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, FUND_ORDER_STATES), kind: oneOf(search.kind, FUND_ORDER_KINDS) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(fundOrdersOptions(deps)),
  component: function FundOrders() {
    return <FundOrdersPage filter={Route.useSearch()} />;
  },
});
