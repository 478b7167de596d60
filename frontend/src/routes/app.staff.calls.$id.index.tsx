import { createFileRoute } from '@tanstack/react-router';
import { CallOverview } from '@/features/calls/staff/CallOverview';

export const Route = createFileRoute('/app/staff/calls/$id/')({
  component: function Overview() {
    return <CallOverview id={Route.useParams().id} />;
  },
});
