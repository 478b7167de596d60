import { createFileRoute } from '@tanstack/react-router';
import { organisationOptions } from '@/features/organisations/staff/api';
import { DuplicatesPage } from '@/features/organisations/staff/DuplicatesPage';

export const Route = createFileRoute('/app/staff/organisations_/$id/duplicates')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(organisationOptions(params.id)),
  component: function Duplicates() {
    return <DuplicatesPage id={Route.useParams().id} />;
  },
});
