import { createFileRoute } from '@tanstack/react-router';
import { tiersOptions } from '@/features/payments/staff/api';
import { TiersPage } from '@/features/payments/staff/TiersPage';

export const Route = createFileRoute('/app/finance/tiers')({
  loader: ({ context }) => context.queryClient.prefetchQuery(tiersOptions()),
  component: TiersPage,
});
