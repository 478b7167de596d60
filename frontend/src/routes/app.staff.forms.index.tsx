import { createFileRoute } from '@tanstack/react-router';
import { formsOptions } from '@/features/forms/staff/api';
import { FormsPage } from '@/features/forms/staff/FormsPage';
import { FORM_PURPOSES, FORM_STATES } from '@/features/forms/staff/filter';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/forms/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      state: oneOf(search.state, FORM_STATES),
      purpose: oneOf(search.purpose, FORM_PURPOSES),
      q: text(search.q),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(formsOptions(deps)),
  component: function Forms() {
    return <FormsPage filter={Route.useSearch()} />;
  },
});
