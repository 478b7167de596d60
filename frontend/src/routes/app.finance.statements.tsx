import { createFileRoute } from '@tanstack/react-router';
import { accountsOptions } from '@/features/statements/api';
import { StatementsPage } from '@/features/statements/StatementsPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/statements')({
  validateSearch: (search: Record<string, unknown>) => compact({ fund_id: text(search.fund_id) }),
  loader: ({ context }) => context.queryClient.prefetchInfiniteQuery(accountsOptions()),
  component: function Statements() {
    return <StatementsPage fundId={Route.useSearch().fund_id} />;
  },
});
