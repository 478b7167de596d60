import { createFileRoute } from '@tanstack/react-router';
import { NotFoundState } from '@/components/base/States';

export const Route = createFileRoute('/app/$')({ component: () => <NotFoundState page /> });
