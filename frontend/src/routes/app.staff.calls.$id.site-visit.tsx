import { createFileRoute } from '@tanstack/react-router';
import { juryOptions } from '@/features/reviews/jury/api';
import { JuryPage } from '@/features/reviews/jury/JuryPage';

export const Route = createFileRoute('/app/staff/calls/$id/site-visit')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(juryOptions(params.id, 'site_visit')),
  component: function SiteVisit() {
    return <JuryPage callId={Route.useParams().id} stage="site_visit" />;
  },
});
