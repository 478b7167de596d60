import { createFileRoute } from '@tanstack/react-router';
import { callFormOptions, callOptions } from '@/features/forms/staff/api';
import { CallFormPage } from '@/features/forms/staff/CallFormPage';

export const Route = createFileRoute('/app/staff/calls/$id/form')({
  loader: ({ context, params }) =>
    Promise.all([
      context.queryClient.prefetchQuery(callOptions(params.id)),
      context.queryClient.prefetchQuery(callFormOptions(params.id)),
    ]),
  component: function CallForm() {
    return <CallFormPage id={Route.useParams().id} />;
  },
});
