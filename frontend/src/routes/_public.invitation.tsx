import { createFileRoute, useLocation } from '@tanstack/react-router';
import { InvitationPage } from '@/features/members/public/InvitationPage';
import { loadTexts } from '@/lib/i18n';
import { knowSession } from '@/lib/session';

export const Route = createFileRoute('/_public/invitation')({
  beforeLoad: () => Promise.all([loadTexts('members'), knowSession()]),
  component: function Page() {
    const token = useLocation({ select: (location) => location.hash });
    return <InvitationPage key={token} token={token} />;
  },
});
