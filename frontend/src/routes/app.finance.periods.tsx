import { createFileRoute } from '@tanstack/react-router';
import { accountsOptions } from '@/features/statements/api';
import { monthOf } from '@/features/statements/filter';
import { PeriodsPage } from '@/features/statements/PeriodsPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/periods')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ fund_id: text(search.fund_id), month: monthOf(search.month) }),
  loader: ({ context }) => context.queryClient.prefetchInfiniteQuery(accountsOptions()),
  component: function Periods() {
    return <PeriodsPage filter={Route.useSearch()} />;
  },
});
