import { createFileRoute } from '@tanstack/react-router';
import { usersOptions } from '@/features/accounts/staff/api';
import { ROLES } from '@/features/accounts/staff/filter';
import { UsersPage } from '@/features/accounts/staff/UsersPage';
import { compact, oneOf, text } from '@/lib/search';

export const Route = createFileRoute('/app/admin/users/')({
  validateSearch: (search: Record<string, unknown>) => compact({ q: text(search.q), role: oneOf(search.role, ROLES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(usersOptions(deps)),
  component: function Users() {
    return <UsersPage filter={Route.useSearch()} />;
  },
});
