import { createFileRoute } from '@tanstack/react-router';
import { EndPage } from '@/features/portal/public/LinkPages';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/_public/unsubscribe')({
  beforeLoad: () => loadTexts('portal'),
  component: EndPage,
});
