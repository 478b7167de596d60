import { createFileRoute } from '@tanstack/react-router';
import { fundOrderOptions } from '@/features/fund-orders/api';
import { FundOrderPage } from '@/features/fund-orders/FundOrderPage';

export const Route = createFileRoute('/app/finance/orders/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(fundOrderOptions(params.id)),
  component: function FundOrder() {
    return <FundOrderPage id={Route.useParams().id} />;
  },
});
