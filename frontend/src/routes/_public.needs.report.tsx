import { createFileRoute } from '@tanstack/react-router';
import { ReportPage } from '@/features/needs/public/ReportPage';
import { compact, text } from '@/lib/search';

/** `?area=` chooses the area: for a code on the notice board of a community. */
export const Route = createFileRoute('/_public/needs/report')({
  validateSearch: (search: Record<string, unknown>) => compact({ area: text(search.area) }),
  component: function Report() {
    return <ReportPage area={Route.useSearch().area} />;
  },
});
