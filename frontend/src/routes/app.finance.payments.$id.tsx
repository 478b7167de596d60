import { createFileRoute } from '@tanstack/react-router';
import { paymentOptions } from '@/features/payments/staff/api';
import { PaymentPage } from '@/features/payments/staff/PaymentPage';

export const Route = createFileRoute('/app/finance/payments/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(paymentOptions(params.id)),
  component: function Payment() {
    return <PaymentPage id={Route.useParams().id} />;
  },
});
