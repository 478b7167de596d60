import { createFileRoute } from '@tanstack/react-router';
import { TokenPage } from '@/features/needs/public/TokenPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/needs/endorse')({
  loader: () => loadTexts('needs'),
  component: () => <TokenPage purpose="endorse" />,
});
