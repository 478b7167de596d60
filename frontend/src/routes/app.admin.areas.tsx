import { createFileRoute } from '@tanstack/react-router';
import { AreasPage } from '@/features/accounts/staff/AreasPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/admin/areas')({
  validateSearch: (search: Record<string, unknown>) => compact({ q: text(search.q) }),
  component: function Areas() {
    return <AreasPage q={Route.useSearch().q} />;
  },
});
