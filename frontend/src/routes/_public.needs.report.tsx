import { createFileRoute } from '@tanstack/react-router';
import { ReportPage } from '@/features/needs/public/ReportPage';
import { loadTexts } from '@/lib/i18n';
import { compact, text } from '@/lib/search';

/** `?area=` chooses the area: for a code on the notice board of a community. */
export const Route = createFileRoute('/_public/needs/report')({
  validateSearch: (search: Record<string, unknown>) => compact({ area: text(search.area) }),
  loader: () => loadTexts('needs'),
  component: function Report() {
    return <ReportPage area={Route.useSearch().area} />;
  },
});
