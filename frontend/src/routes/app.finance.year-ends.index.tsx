import { createFileRoute } from '@tanstack/react-router';
import { fundsOptions, yearEndsOptions } from '@/features/year-ends/api';
import { YEAR_END_STATES, yearOf } from '@/features/year-ends/filter';
import { YearEndsPage } from '@/features/year-ends/YearEndsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/year-ends/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      state: oneOf(search.state, YEAR_END_STATES),
      fund_id: text(search.fund_id),
      fiscal_year: yearOf(search.fiscal_year),
    }),
  loaderDeps: ({ search: { state } }) => ({ state }),
  loader: ({ context, deps }) =>
    Promise.all([
      context.queryClient.prefetchInfiniteQuery(fundsOptions()),
      context.queryClient.prefetchInfiniteQuery(yearEndsOptions(deps)),
    ]),
  component: function YearEnds() {
    return <YearEndsPage filter={Route.useSearch()} />;
  },
});
