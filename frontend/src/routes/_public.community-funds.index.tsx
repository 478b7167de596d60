import { createFileRoute } from '@tanstack/react-router';
import { CommunityFundsPage } from '@/features/donations/public/CommunityFundsPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/community-funds/')({
  beforeLoad: () => loadTexts('portal'),
  component: CommunityFundsPage,
});
