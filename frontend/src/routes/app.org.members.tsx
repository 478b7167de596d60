import { createFileRoute } from '@tanstack/react-router';
import { useChosenOrganisation } from '@/components/app/OwnOrganisation';
import { NotFoundState } from '@/components/base/States';
import { MembersPage } from '@/features/members/org/MembersPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/members')({
  validateSearch: (search: Record<string, unknown>) => compact({ id: text(search.id) }),
  component: function Members() {
    const id = useChosenOrganisation(Route.useSearch().id);
    return id ? <MembersPage key={id} id={id} /> : <NotFoundState page />;
  },
});
