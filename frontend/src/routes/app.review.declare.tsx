import { createFileRoute } from '@tanstack/react-router';
import { deskOptions } from '@/features/reviews/desk/api';
import { DeclarePage } from '@/features/reviews/desk/DeclarePage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/review/declare')({
  validateSearch: (search: Record<string, unknown>) => compact({ call_id: text(search.call_id) }),
  loader: ({ context }) => context.queryClient.prefetchQuery(deskOptions),
  component: function Declare() {
    const { call_id } = Route.useSearch();
    return <DeclarePage callId={call_id} />;
  },
});
