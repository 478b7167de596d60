import { createFileRoute } from '@tanstack/react-router';
import { proposalOptions } from '@/features/proposals/org/api';
import { SUBMIT_STEPS } from '@/features/proposals/org/filter';
import { SubmitPage } from '@/features/proposals/org/SubmitPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/org/proposals/$id/submit')({
  validateSearch: (search: Record<string, unknown>) => compact({ step: oneOf(search.step, SUBMIT_STEPS) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(proposalOptions(params.id)),
  component: function Submit() {
    return <SubmitPage id={Route.useParams().id} step={Route.useSearch().step ?? 'check'} />;
  },
});
