import { createFileRoute } from '@tanstack/react-router';
import { fundsOptions } from '@/features/funds/api';
import { ExceptionsPage } from '@/features/statements/ExceptionsPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/exceptions')({
  validateSearch: (search: Record<string, unknown>) => compact({ fund_id: text(search.fund_id) }),
  loader: ({ context }) => context.queryClient.prefetchInfiniteQuery(fundsOptions()),
  component: function Exceptions() {
    return <ExceptionsPage fundId={Route.useSearch().fund_id} />;
  },
});
