import { createFileRoute } from '@tanstack/react-router';
import { responseDaysOptions } from '@/features/needs/staff/api';
import { ClockPage } from '@/features/needs/staff/ClockPage';

export const Route = createFileRoute('/app/staff/needs/clock')({
  loader: ({ context }) => context.queryClient.prefetchQuery(responseDaysOptions),
  component: ClockPage,
});
