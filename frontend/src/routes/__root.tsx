import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { NotFoundState } from '@/components/base/States';

export const Route = createRootRouteWithContext<{ queryClient: QueryClient; addWorkspace: () => Promise<void> }>()({
  component: Outlet,
  notFoundComponent: () => (
    <main id="main" tabIndex={-1}>
      <NotFoundState page />
    </main>
  ),
});
