import { createFileRoute } from '@tanstack/react-router';
import { projectsOptions } from '@/features/projects/staff/api';
import { PROJECT_STATES } from '@/features/projects/staff/filter';
import { ProjectsPage } from '@/features/projects/staff/ProjectsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/projects/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      state: oneOf(search.state, PROJECT_STATES),
      due: oneOf(search.due, ['soon']),
      q: text(search.q),
      call_id: text(search.call_id),
      organisation_id: text(search.organisation_id),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(projectsOptions(deps)),
  component: function Projects() {
    return <ProjectsPage filter={Route.useSearch()} />;
  },
});
