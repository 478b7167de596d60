import { createFileRoute } from '@tanstack/react-router';
import { RegisterPage } from '@/features/accounts/public/RegisterPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/register')({
  beforeLoad: () => loadTexts('accounts'),
  component: RegisterPage,
});
