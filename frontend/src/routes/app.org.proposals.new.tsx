import { createFileRoute } from '@tanstack/react-router';
import { NewProposalPage } from '@/features/proposals/org/NewProposalPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/org/proposals/new')({
  validateSearch: (search: Record<string, unknown>) => compact({ call_id: text(search.call_id) }),
  component: function NewProposal() {
    return <NewProposalPage callId={Route.useSearch().call_id} />;
  },
});
