import { createFileRoute } from '@tanstack/react-router';
import { batchesOptions } from '@/features/payments/staff/api';
import { BatchesPage } from '@/features/payments/staff/BatchesPage';
import { BATCH_STATES } from '@/features/payments/staff/filter';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/finance/batches/')({
  validateSearch: (search: Record<string, unknown>) => compact({ state: oneOf(search.state, BATCH_STATES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(batchesOptions(deps)),
  component: function Batches() {
    return <BatchesPage filter={Route.useSearch()} />;
  },
});
