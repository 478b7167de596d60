import { createFileRoute } from '@tanstack/react-router';
import { paymentsOptions } from '@/features/payments/staff/api';
import { PAYMENT_STATES } from '@/features/payments/staff/filter';
import { PaymentsPage } from '@/features/payments/staff/PaymentsPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/finance/payments/')({
  validateSearch: (search: Record<string, unknown>) => compact({ state: oneOf(search.state, PAYMENT_STATES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(paymentsOptions(deps)),
  component: function Payments() {
    const filter = Route.useSearch();
    return <PaymentsPage key={JSON.stringify(filter)} filter={filter} />;
  },
});
