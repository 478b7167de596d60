import { createFileRoute } from '@tanstack/react-router';
import { assignmentOptions } from '@/features/reviews/desk/api';
import { ScorePage } from '@/features/reviews/desk/ScorePage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/review/$id')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({
      pane: oneOf(search.pane, ['proposal', 'rubric']),
      // Straight into the rubric: the keyboard goes from one proposal to the next.
      go: search.go === true || search.go === 'true' ? true : undefined,
    }),
  loader: ({ context, params }) => context.queryClient.fetchQuery(assignmentOptions(params.id)),
  component: function Score() {
    const { id } = Route.useParams();
    const { pane, go } = Route.useSearch();
    return <ScorePage key={id} id={id} pane={pane ?? 'proposal'} start={go ?? false} />;
  },
});
