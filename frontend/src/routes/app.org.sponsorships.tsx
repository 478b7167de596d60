import { createFileRoute } from '@tanstack/react-router';
import { useChosenOrganisation } from '@/components/app/OwnOrganisation';
import { NotFoundState } from '@/components/base/States';
import { SponsorshipsPage } from '@/features/sponsorships/org/SponsorshipsPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/sponsorships')({
  validateSearch: (search: Record<string, unknown>) => compact({ id: text(search.id) }),
  component: function Sponsorships() {
    const id = useChosenOrganisation(Route.useSearch().id);
    return id ? <SponsorshipsPage key={id} id={id} /> : <NotFoundState page />;
  },
});
