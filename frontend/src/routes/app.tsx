import { createFileRoute, Outlet, redirect } from '@tanstack/react-router';
import { AppProvider } from '@/components/app/AppProvider';
import { AppShell } from '@/components/app/AppShell';
import { StepUp } from '@/components/app/StepUp';
import '@/components/base/workLooks';
import { sessionOptions } from '@/lib/session';
import { loadWorkspaceTexts } from '@/lib/workspaceTexts';

/** The workspace: only with a session; the texts of its section are loaded before anything is drawn. */
export const Route = createFileRoute('/app')({
  beforeLoad: async ({ context, location }) => {
    const section = location.pathname.split('/')[2] ?? '';
    const texts = loadWorkspaceTexts(section);
    const [session] = await Promise.all([context.queryClient.ensureQueryData(sessionOptions), texts]);
    if (!session) throw redirect({ to: '/login', search: { redirect: location.href } });
  },
  component: () => (
    <AppProvider>
      <AppShell>
        <Outlet />
      </AppShell>
      <StepUp />
    </AppProvider>
  ),
});
