import { createFileRoute } from '@tanstack/react-router';
import { donationsOptions } from '@/features/donations/api';
import { DonationsPage } from '@/features/donations/DonationsPage';
import { DONATION_KINDS, DONATION_STATES } from '@/features/donations/filter';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/finance/donations/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ state: oneOf(search.state, DONATION_STATES), kind: oneOf(search.kind, DONATION_KINDS) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(donationsOptions(deps)),
  component: function Donations() {
    return <DonationsPage filter={Route.useSearch()} />;
  },
});
