import { createFileRoute } from '@tanstack/react-router';
import { AgreementPart } from '@/features/agreements/staff/AgreementPart';
import { projectOptions } from '@/features/projects/staff/api';
import { ProjectPage } from '@/features/projects/staff/ProjectPage';

export const Route = createFileRoute('/app/staff/projects/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(projectOptions(params.id)),
  component: function Project() {
    return (
      <ProjectPage
        id={Route.useParams().id}
        agreement={(project) => (
          <AgreementPart
            projectId={project.id}
            agreementId={project.agreement?.id}
            approved={project.approved}
            actions={project.available_actions}
          />
        )}
      />
    );
  },
});
