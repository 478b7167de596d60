import { createFileRoute } from '@tanstack/react-router';
import { reportOptions } from '@/features/fund-reports/api';
import { ReportsPage } from '@/features/fund-reports/ReportsPage';
import { loadTexts } from '@/lib/i18n';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/reports')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      period: text(search.period),
      by: text(search.by),
      fund_id: text(search.fund_id),
      fiscal_year: text(search.fiscal_year),
    }),
  beforeLoad: () => loadTexts('reports'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(reportOptions(deps)),
  component: function Reports() {
    return <ReportsPage search={Route.useSearch()} />;
  },
});
