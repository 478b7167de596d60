import { createFileRoute } from '@tanstack/react-router';
import { projectsOptions } from '@/features/projects/org/api';
import { ProjectsPage } from '@/features/projects/org/ProjectsPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/projects/')({
  validateSearch: (search: Record<string, unknown>) => compact({ q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(projectsOptions(deps.q)),
  component: function Projects() {
    return <ProjectsPage q={Route.useSearch().q} />;
  },
});
