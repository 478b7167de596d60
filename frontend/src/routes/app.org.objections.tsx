import { createFileRoute } from '@tanstack/react-router';
import { statesOf } from '@/components/base/status';
import { ownObjectionsOptions } from '@/features/notices/org/api';
import { ObjectionsPage } from '@/features/notices/org/ObjectionsPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/org/objections')({
  validateSearch: (search: Record<string, unknown>) => compact({ state: oneOf(search.state, statesOf('objection')) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(ownObjectionsOptions(deps)),
  component: function Objections() {
    return <ObjectionsPage filter={Route.useSearch()} />;
  },
});
