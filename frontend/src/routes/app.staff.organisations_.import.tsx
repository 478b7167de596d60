import { createFileRoute } from '@tanstack/react-router';
import { ImportPage } from '@/features/organisations/staff/ImportPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/organisations_/import')({
  validateSearch: (search: Record<string, unknown>) => compact({ done: text(search.done) }),
  component: function Import() {
    const { done } = Route.useSearch();
    return <ImportPage key={done ?? ''} done={done} />;
  },
});
