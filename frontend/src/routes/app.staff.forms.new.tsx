import { createFileRoute } from '@tanstack/react-router';
import { NewFormPage } from '@/features/forms/staff/NewFormPage';
import { areasOptions } from '@/lib/scopes';

export const Route = createFileRoute('/app/staff/forms/new')({
  loader: ({ context }) => context.queryClient.prefetchQuery(areasOptions),
  component: NewFormPage,
});
