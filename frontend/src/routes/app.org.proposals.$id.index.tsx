import { createFileRoute } from '@tanstack/react-router';
import { answersOptions, proposalOptions } from '@/features/proposals/org/api';
import { placeOf } from '@/features/proposals/org/filter';
import { ProposalPage } from '@/features/proposals/org/ProposalPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/proposals/$id/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ section: placeOf(search.section), focus: text(search.focus) }),
  loader: ({ context, params }) =>
    Promise.all([
      context.queryClient.fetchQuery(proposalOptions(params.id)),
      context.queryClient.prefetchQuery(answersOptions(params.id)),
    ]),
  component: function Proposal() {
    const { section, focus } = Route.useSearch();
    return <ProposalPage id={Route.useParams().id} section={section} focus={focus} />;
  },
});
