import { createFileRoute } from '@tanstack/react-router';
import { searchOptions } from '@/features/portal/public/api';
import { SearchPage } from '@/features/portal/public/SearchPage';
import { loadTexts } from '@/lib/i18n';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/_public/search')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      q: text(search.q),
      kind: oneOf(search.kind, ['call', 'need', 'notice', 'project']),
      area_code: text(search.area_code),
      time: oneOf(search.time, ['current']),
    }),
  beforeLoad: () => loadTexts('portal'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(searchOptions(deps)),
  component: function Search() {
    return <SearchPage filter={Route.useSearch()} />;
  },
});
