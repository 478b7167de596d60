import { createFileRoute } from '@tanstack/react-router';
import { ownExpertOptions } from '@/features/experts/api';
import { OwnExpertPage } from '@/features/experts/own/OwnExpertPage';

export const Route = createFileRoute('/app/review/expert')({
  loader: ({ context }) => context.queryClient.ensureQueryData(ownExpertOptions),
  component: OwnExpertPage,
});
