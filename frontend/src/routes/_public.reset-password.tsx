import { createFileRoute, useLocation } from '@tanstack/react-router';
import { ResetPasswordPage } from '@/features/accounts/public/ResetPasswordPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/reset-password')({
  beforeLoad: () => loadTexts('accounts'),
  component: function Page() {
    const token = useLocation({ select: (location) => location.hash });
    return <ResetPasswordPage key={token} token={token} />;
  },
});
