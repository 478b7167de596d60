import { createFileRoute } from '@tanstack/react-router';
import { reportOptions } from '@/features/fund-reports/api';
import { periodOf, REPORT_BY } from '@/features/fund-reports/filter';
import { ReportsPage } from '@/features/fund-reports/ReportsPage';
import { loadTexts } from '@/lib/i18n';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/finance/reports')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      period: periodOf(text(search.period)),
      by: oneOf(search.by, REPORT_BY),
      fund_id: text(search.fund_id),
    }),
  beforeLoad: () => loadTexts('reports'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(reportOptions(deps)),
  component: function Reports() {
    return <ReportsPage filter={Route.useSearch()} />;
  },
});
