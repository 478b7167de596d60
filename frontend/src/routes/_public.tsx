import { createFileRoute, Outlet } from '@tanstack/react-router';
import { PublicShell } from '@/components/public/PublicShell';

export const Route = createFileRoute('/_public')({
  component: () => (
    <PublicShell>
      <Outlet />
    </PublicShell>
  ),
});
