import { createFileRoute } from '@tanstack/react-router';
import { deskOptions } from '@/features/reviews/desk/api';
import { DeclarePage } from '@/features/reviews/desk/DeclarePage';

export const Route = createFileRoute('/app/review/declare')({
  loader: ({ context }) => context.queryClient.prefetchQuery(deskOptions),
  component: DeclarePage,
});
