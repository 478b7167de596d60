import { createFileRoute } from '@tanstack/react-router';
import { communityFundOptions } from '@/features/donations/public/api';
import { CommunityFundPage } from '@/features/donations/public/CommunityFundPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/community-funds/$id')({
  beforeLoad: () => loadTexts('portal'),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(communityFundOptions(params.id)),
  component: function CommunityFund() {
    return <CommunityFundPage id={Route.useParams().id} />;
  },
});
