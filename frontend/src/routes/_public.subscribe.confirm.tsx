import { createFileRoute } from '@tanstack/react-router';
import { ConfirmPage } from '@/features/portal/public/LinkPages';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/subscribe/confirm')({
  beforeLoad: () => loadTexts('portal'),
  component: ConfirmPage,
});
