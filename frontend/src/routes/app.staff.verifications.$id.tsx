import { createFileRoute } from '@tanstack/react-router';
import { verificationOptions } from '@/features/organisations/staff/api';
import { VerificationPage } from '@/features/organisations/staff/VerificationPage';

export const Route = createFileRoute('/app/staff/verifications/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(verificationOptions(params.id)),
  component: function Verification() {
    return <VerificationPage id={Route.useParams().id} />;
  },
});
