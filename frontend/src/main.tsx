import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onStaleToken, onUnauthorized } from './api/client';
import { inWorkspace } from './lib/entry';
import { askToSignIn } from './lib/heldPage';
import { startI18n } from './lib/i18n';
import { queryClient } from './lib/query';
import { clockOptions, forgetSession, renewToken } from './lib/session';
import { largeText, setLargeText } from './lib/textSize';
import { addWorkspace, router } from './router';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

onUnauthorized(() => {
  if (askToSignIn()) return;
  const { pathname, href } = router.state.location;
  forgetSession();
  if (inWorkspace(pathname)) void router.navigate({ to: '/login', search: { redirect: href } });
});

onStaleToken(renewToken);

async function start(): Promise<void> {
  // The banner of a demonstration depends on it; asked for now, it is there when the frame is first drawn.
  void queryClient.prefetchQuery(clockOptions);
  setLargeText(largeText());
  const workspace = inWorkspace(window.location.pathname)
    ? // Without a network the router asks again and shows the failure.
      addWorkspace().catch(() => undefined)
    : undefined;
  await Promise.all([startI18n(), workspace]);
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
