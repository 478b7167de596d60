import { createFileRoute } from '@tanstack/react-router';
import { organisationOptions } from '@/features/organisations/staff/api';
import { OrganisationPage } from '@/features/organisations/staff/OrganisationPage';

export const Route = createFileRoute('/app/staff/organisations/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(organisationOptions(params.id)),
  component: function Organisation() {
    return <OrganisationPage id={Route.useParams().id} />;
  },
});
