import { createFileRoute } from '@tanstack/react-router';
import { journalsOptions, trialBalanceOptions } from '@/features/funds/api';
import { LedgerPage } from '@/features/funds/components/LedgerPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/ledger')({
  validateSearch: (search: Record<string, unknown>) => compact({ allotment_id: text(search.allotment_id) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    Promise.all([
      context.queryClient.prefetchQuery(trialBalanceOptions()),
      context.queryClient.prefetchInfiniteQuery(journalsOptions(deps)),
    ]),
  component: function Ledger() {
    return <LedgerPage filter={Route.useSearch()} />;
  },
});
