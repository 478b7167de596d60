import { createRouter } from '@tanstack/react-router';
import { ErrorState, LoadingState, NotFoundState } from './components/base/States';
import { queryClient } from './lib/query';
import { routeTree } from './routeTree.gen';

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingMs: 300,
  defaultPendingComponent: () => <LoadingState />,
  defaultErrorComponent: ({ error, reset }) => <ErrorState page error={error} onRetry={reset} />,
  defaultNotFoundComponent: () => <NotFoundState page />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
