import { createFileRoute } from '@tanstack/react-router';
import { deskOptions } from '@/features/reviews/desk/api';
import { DeskPage } from '@/features/reviews/desk/DeskPage';
import { DESK_VIEWS } from '@/features/reviews/desk/filter';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/review/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ view: oneOf(search.view, DESK_VIEWS), call_id: text(search.call_id) }),
  loader: ({ context }) => context.queryClient.prefetchQuery(deskOptions),
  component: function Desk() {
    const { view, call_id } = Route.useSearch();
    return <DeskPage view={view} callId={call_id} />;
  },
});
