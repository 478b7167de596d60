import { createFileRoute } from '@tanstack/react-router';
import { organisationOptions } from '@/features/organisations/staff/api';
import { OrganisationPage } from '@/features/organisations/staff/OrganisationPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/staff/organisations/$id')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      part: oneOf(search.part, ['standing', 'documents', 'staff', 'account', 'eligibility', 'history'] as const),
    }),
  loader: ({ context, params }) => context.queryClient.prefetchQuery(organisationOptions(params.id)),
  component: function Organisation() {
    return <OrganisationPage id={Route.useParams().id} part={Route.useSearch().part} />;
  },
});
