import { createFileRoute } from '@tanstack/react-router';
import { formOptions } from '@/features/forms/staff/api';
import { FormPage } from '@/features/forms/staff/FormPage';

export const Route = createFileRoute('/app/staff/forms/$id')({
  loader: ({ context, params }) => context.queryClient.fetchQuery(formOptions(params.id)),
  component: function Form() {
    return <FormPage id={Route.useParams().id} />;
  },
});
