import { createFileRoute } from '@tanstack/react-router';
import { userOptions } from '@/features/accounts/staff/api';
import { UserPage } from '@/features/accounts/staff/UserPage';

export const Route = createFileRoute('/app/admin/users/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(userOptions(params.id)),
  component: function User() {
    return <UserPage id={Route.useParams().id} />;
  },
});
