import { createFileRoute, Outlet, redirect } from '@tanstack/react-router';
import { AppProvider } from '@/components/app/AppProvider';
import { AppShell } from '@/components/app/AppShell';
import { loadWorkspaceTexts } from '@/lib/i18n';
import { sessionOptions } from '@/lib/session';

/** The workspace: only with a session; its texts are loaded before anything is drawn. */
export const Route = createFileRoute('/app')({
  beforeLoad: async ({ context, location }) => {
    const [session] = await Promise.all([context.queryClient.ensureQueryData(sessionOptions), loadWorkspaceTexts()]);
    if (!session) throw redirect({ to: '/login', search: { redirect: location.href } });
  },
  component: () => (
    <AppProvider>
      <AppShell>
        <Outlet />
      </AppShell>
    </AppProvider>
  ),
});
