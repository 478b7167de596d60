import { createFileRoute } from '@tanstack/react-router';
import { NotFoundState } from '@/components/base/States';

/** Whatever no other route knows, inside the portal's frame. */
export const Route = createFileRoute('/_public/$')({ component: () => <NotFoundState page /> });
