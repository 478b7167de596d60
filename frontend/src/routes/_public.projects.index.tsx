import { createFileRoute } from '@tanstack/react-router';
import { publicProjectsOptions } from '@/features/projects/public/api';
import { ProjectsPage } from '@/features/projects/public/ProjectsPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/_public/projects/')({
  validateSearch: (search: Record<string, unknown>) => compact({ q: text(search.q) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(publicProjectsOptions(deps)),
  component: function Projects() {
    return <ProjectsPage filter={Route.useSearch()} />;
  },
});
