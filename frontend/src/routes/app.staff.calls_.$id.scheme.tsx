import { createFileRoute } from '@tanstack/react-router';
import { callOptions } from '@/features/calls/staff/api';
import { SCHEME_VIEWS } from '@/features/calls/staff/filter';
import { SchemePage } from '@/features/calls/staff/scheme/SchemePage';
import { compact, oneOf, text } from '@/lib/search';

/** Beside the frame of the call, like the other parts of its editor. */
export const Route = createFileRoute('/app/staff/calls_/$id/scheme')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ q: text(search.q), only: oneOf(search.only, SCHEME_VIEWS) }),
  loader: ({ context, params }) => context.queryClient.prefetchQuery(callOptions(params.id)),
  component: function Scheme() {
    return <SchemePage id={Route.useParams().id} search={Route.useSearch()} />;
  },
});
