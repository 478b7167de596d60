import { createFileRoute } from '@tanstack/react-router';
import { lotteryYearsOptions } from '@/features/lottery/public/api';
import { LotteryPage } from '@/features/lottery/public/LotteryPage';
import { loadTexts } from '@/lib/i18n';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/_public/lottery-funds')({
  validateSearch: (search: Record<string, unknown>) => {
    const year = text(search.year);
    return compact({ year: year && /^20\d\d$/.test(year) ? Number(year) : undefined });
  },
  beforeLoad: () => loadTexts('lottery'),
  loader: ({ context }) => context.queryClient.prefetchQuery(lotteryYearsOptions()),
  component: function LotteryFunds() {
    return <LotteryPage year={Route.useSearch().year} />;
  },
});
