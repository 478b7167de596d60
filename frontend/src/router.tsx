import { createRouter } from '@tanstack/react-router';
import { ErrorState, LoadingState, NotFoundState } from './components/base/States';
import { queryClient } from './lib/query';
import { routeTree as portalTree } from './portalTree.gen';
import type { routeTree as wholeTree } from './routeTree.gen';

/**
 * The first script knows the portal's routes only; its type knows all of them, so that links are checked everywhere.
 * The workspace's routes come with `addWorkspace`, for which the portal's last route (`_public.$`) asks.
 */
export const router = createRouter({
  routeTree: portalTree as unknown as typeof wholeTree,
  context: { queryClient, addWorkspace },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingMs: 300,
  defaultPendingComponent: () => <LoadingState />,
  defaultErrorComponent: ({ error, reset }) => <ErrorState page error={error} onRetry={() => retry(error, reset)} />,
  defaultNotFoundComponent: () => <NotFoundState page />,
});

/** Loads the page again: as a whole when its code did not come, because a browser remembers a failed import. */
function retry(error: unknown, reset: () => void): void {
  if (error instanceof TypeError && /imported module|module script/.test(error.message)) {
    window.location.reload();
    return;
  }
  reset();
  void router.invalidate();
}

let added: Promise<void> | undefined;

/** Fetches the workspace's routes, once, and adds them to the router; a failed fetch may be tried again. */
export function addWorkspace(): Promise<void> {
  added ??= import('./routeTree.gen').then(
    // Both trees hang on the same root, so the portal's routes stay the same objects.
    () => router.setRoutes(router.buildRouteTree()),
    (cause: unknown) => {
      added = undefined;
      throw cause;
    },
  );
  return added;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
