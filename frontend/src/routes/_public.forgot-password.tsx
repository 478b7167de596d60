import { createFileRoute } from '@tanstack/react-router';
import { ForgotPasswordPage } from '@/features/accounts/public/ForgotPasswordPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/forgot-password')({
  beforeLoad: () => loadTexts('accounts'),
  component: ForgotPasswordPage,
});
