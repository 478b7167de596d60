import { createFileRoute } from '@tanstack/react-router';
import { fundOrderOptions } from '@/features/fund-orders/api';
import { FundOrderPage } from '@/features/fund-orders/FundOrderPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/app/finance/orders/$id')({
  // What a reduction takes from which instalment is told in the words of the project.
  beforeLoad: () => loadTexts('projects'),
  loader: ({ context, params }) => context.queryClient.prefetchQuery(fundOrderOptions(params.id)),
  component: function FundOrder() {
    return <FundOrderPage id={Route.useParams().id} />;
  },
});
