import { createFileRoute } from '@tanstack/react-router';
import { donationOptions } from '@/features/donations/api';
import { DonationPage } from '@/features/donations/DonationPage';

export const Route = createFileRoute('/app/finance/donations/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(donationOptions(params.id)),
  component: function Donation() {
    return <DonationPage id={Route.useParams().id} />;
  },
});
