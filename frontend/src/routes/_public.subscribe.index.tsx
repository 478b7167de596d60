import { createFileRoute } from '@tanstack/react-router';
import { SubscribePage } from '@/features/portal/public/SubscribePage';
import { loadTexts } from '@/lib/i18n';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/_public/subscribe/')({
  validateSearch: (search: Record<string, unknown>) =>
    compact({ topic: oneOf(search.topic, ['calls', 'notices', 'needs']) }),
  beforeLoad: () => loadTexts('portal'),
  component: function Subscribe() {
    return <SubscribePage topic={Route.useSearch().topic} />;
  },
});
