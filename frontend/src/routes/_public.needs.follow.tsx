import { createFileRoute } from '@tanstack/react-router';
import { FollowPage } from '@/features/needs/public/FollowPage';
import { loadTexts } from '@/lib/i18n';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/_public/needs/follow')({
  validateSearch: (search: Record<string, unknown>) => compact({ code: text(search.code) }),
  loader: () => loadTexts('needs'),
  component: function Follow() {
    return <FollowPage code={Route.useSearch().code} />;
  },
});
