import { createFileRoute } from '@tanstack/react-router';
import { publicProjectOptions } from '@/features/projects/public/api';
import { ProjectPage } from '@/features/projects/public/ProjectPage';

export const Route = createFileRoute('/_public/projects/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(publicProjectOptions(params.id)),
  component: function Project() {
    return <ProjectPage id={Route.useParams().id} />;
  },
});
