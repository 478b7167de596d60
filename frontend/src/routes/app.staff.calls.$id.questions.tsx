import { createFileRoute } from '@tanstack/react-router';
import { questionsOptions } from '@/features/calls/staff/api';
import { QUESTION_STATES } from '@/features/calls/staff/filter';
import { QuestionsPage } from '@/features/calls/staff/QuestionsPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/staff/calls/$id/questions')({
  validateSearch: (search: Record<string, unknown>) => compact({ state: oneOf(search.state, QUESTION_STATES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps, params }) =>
    context.queryClient.prefetchInfiniteQuery(questionsOptions(params.id, deps.state)),
  component: function Questions() {
    return <QuestionsPage callId={Route.useParams().id} state={Route.useSearch().state} />;
  },
});
