import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { drawsOptions } from '@/features/draws/staff/api';
import { Draws } from '@/features/draws/staff/Draws';
import { panelOptions } from '@/features/reviews/staff/api';
import { PanelPage } from '@/features/reviews/staff/PanelPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/app/staff/calls/$id/panel')({
  validateSearch: (search: Record<string, unknown>) => compact({ q: text(search.q) }),
  loader: ({ context, params }) => context.queryClient.prefetchQuery(panelOptions(params.id)),
  component: function Panel() {
    const { id } = Route.useParams();
    const draws = useQuery(drawsOptions(id)).data?.items ?? [];
    return (
      <>
        <Draws callId={id} />
        <PanelPage callId={id} q={Route.useSearch().q} drawn={draws.some((draw) => draw.state !== 'void')} />
      </>
    );
  },
});
