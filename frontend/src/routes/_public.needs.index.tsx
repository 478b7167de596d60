import { createFileRoute } from '@tanstack/react-router';
import { statesOf } from '@/components/base/status';
import { publicNeedsOptions } from '@/features/needs/public/api';
import { NeedsPage } from '@/features/needs/public/NeedsPage';
import { loadTexts } from '@/lib/i18n';
import { compact, oneOf, text } from '@/lib/search';

const CATEGORIES = ['elderly', 'youth', 'disability', 'relief', 'community', 'health', 'culture', 'other'] as const;

export const Route = createFileRoute('/_public/needs/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      area_code: text(search.area_code),
      category: oneOf(search.category, CATEGORIES),
      state: oneOf(search.state, statesOf('need')),
      sort: oneOf(search.sort, ['endorsed']),
      q: text(search.q),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    Promise.all([loadTexts('needs'), context.queryClient.prefetchInfiniteQuery(publicNeedsOptions(deps))]),
  component: function Needs() {
    return <NeedsPage filter={Route.useSearch()} />;
  },
});
