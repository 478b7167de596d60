import { createFileRoute } from '@tanstack/react-router';
import { workStatesOf } from '@/components/base/workLooks';
import { organisationsOptions } from '@/features/organisations/staff/api';
import { OrganisationsPage } from '@/features/organisations/staff/OrganisationsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/organisations/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, workStatesOf('organisation')), q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(organisationsOptions(deps)),
  component: function Organisations() {
    return <OrganisationsPage filter={Route.useSearch()} />;
  },
});
