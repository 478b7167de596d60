import { createFileRoute } from '@tanstack/react-router';
import { FollowPage } from '@/features/needs/public/FollowPage';
import { compact, text } from '@/lib/search';

export const Route = createFileRoute('/_public/needs/follow')({
  validateSearch: (search: Record<string, unknown>) => compact({ code: text(search.code) }),
  component: function Follow() {
    return <FollowPage code={Route.useSearch().code} />;
  },
});
