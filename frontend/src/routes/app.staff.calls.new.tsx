import { createFileRoute } from '@tanstack/react-router';
import { presetsOptions } from '@/features/calls/staff/api';
import { NewCallPage } from '@/features/calls/staff/CallForm';

export const Route = createFileRoute('/app/staff/calls/new')({
  loader: ({ context }) => context.queryClient.prefetchQuery(presetsOptions()),
  component: NewCallPage,
});
