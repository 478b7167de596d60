import { createFileRoute } from '@tanstack/react-router';
import { batchOptions } from '@/features/payments/staff/api';
import { BatchPage } from '@/features/payments/staff/BatchPage';

export const Route = createFileRoute('/app/finance/batches/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(batchOptions(params.id)),
  component: function Batch() {
    return <BatchPage id={Route.useParams().id} />;
  },
});
