import { createFileRoute, useLocation } from '@tanstack/react-router';
import { VerifyEmailPage } from '@/features/accounts/public/VerifyEmailPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/verify-email')({
  beforeLoad: () => loadTexts('accounts'),
  component: function Page() {
    const token = useLocation({ select: (location) => location.hash });
    return <VerifyEmailPage key={token} token={token} />;
  },
});
