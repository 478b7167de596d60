import { createFileRoute } from '@tanstack/react-router';
import { accountsOptions } from '@/features/statements/api';
import { ExceptionsPage } from '@/features/statements/ExceptionsPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/exceptions')({
  validateSearch: (search: Record<string, unknown>) => compact({ fund_id: text(search.fund_id) }),
  loader: ({ context }) => context.queryClient.prefetchInfiniteQuery(accountsOptions()),
  component: function Exceptions() {
    return <ExceptionsPage fundId={Route.useSearch().fund_id} />;
  },
});
