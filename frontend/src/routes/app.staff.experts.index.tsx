import { createFileRoute } from '@tanstack/react-router';
import { workStatesOf } from '@/components/base/workLooks';
import { expertsOptions } from '@/features/experts/api';
import { SPECIALITIES } from '@/features/experts/filter';
import { ExpertsPage } from '@/features/experts/staff/ExpertsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/experts/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      state: oneOf(search.state, workStatesOf('expert')),
      speciality: oneOf(search.speciality, SPECIALITIES),
      area_code: text(search.area_code),
      q: text(search.q),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(expertsOptions(deps)),
  component: function Experts() {
    return <ExpertsPage filter={Route.useSearch()} />;
  },
});
