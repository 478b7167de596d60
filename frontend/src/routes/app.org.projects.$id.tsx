import { createFileRoute } from '@tanstack/react-router';
import { AgreementCard } from '@/features/agreements/org/AgreementCard';
import { projectOptions } from '@/features/projects/org/api';
import { ProjectPage } from '@/features/projects/org/ProjectPage';

export const Route = createFileRoute('/app/org/projects/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(projectOptions(params.id)),
  component: function Project() {
    return <ProjectPage id={Route.useParams().id} agreement={(id) => <AgreementCard id={id} />} />;
  },
});
