import { createFileRoute } from '@tanstack/react-router';
import { LotteryPage } from '@/features/lottery/public/LotteryPage';
import { loadTexts } from '@/lib/i18n';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/_public/lottery-funds')({
  validateSearch: (search: Record<string, unknown>) => compact({ year: text(search.year) }),
  beforeLoad: () => loadTexts('portal'),
  component: function LotteryFunds() {
    return <LotteryPage year={Route.useSearch().year} />;
  },
});
