import { createFileRoute } from '@tanstack/react-router';
import { organisationOptions, organisationsOptions } from '@/features/organisations/org/api';
import { OwnOrganisationsPage } from '@/features/organisations/org/OwnOrganisationsPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/organisation/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      id: text(search.id),
      part: oneOf(search.part, ['standing', 'documents', 'staff', 'account', 'eligibility', 'history'] as const),
    }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    Promise.all([
      context.queryClient.ensureQueryData(organisationsOptions),
      deps.id ? context.queryClient.ensureQueryData(organisationOptions(deps.id)) : null,
    ]),
  component: function Organisation() {
    const { id, part } = Route.useSearch();
    return <OwnOrganisationsPage id={id} part={part} />;
  },
});
