import { createFileRoute } from '@tanstack/react-router';
import { proposalOptions } from '@/features/proposals/org/api';
import { SECTIONS } from '@/features/proposals/org/filter';
import { ProposalPage } from '@/features/proposals/org/ProposalPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/proposals/$id/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ section: oneOf(search.section, SECTIONS), focus: text(search.focus) }),
  loader: ({ context, params }) => context.queryClient.fetchQuery(proposalOptions(params.id)),
  component: function Proposal() {
    const { section, focus } = Route.useSearch();
    return <ProposalPage id={Route.useParams().id} section={section} focus={focus} />;
  },
});
