import { createFileRoute } from '@tanstack/react-router';
import { VerifyPage } from '@/features/proposals/public/VerifyPage';
import { loadTexts } from '@/lib/i18n';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/_public/receipts')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ number: text(search.number), sha256: text(search.sha256) }),
  beforeLoad: () => loadTexts('portal'),
  component: function Receipts() {
    const { number, sha256 } = Route.useSearch();
    return <VerifyPage key={`${number}${sha256}`} number={number ?? ''} sha256={sha256 ?? ''} />;
  },
});
