import { createFileRoute, redirect } from '@tanstack/react-router';
import { NotFoundState } from '@/components/base/States';
import { inWorkspace } from '@/lib/entry';

/**
 * Whatever no other route knows, inside the portal's frame. An address of the workspace comes here as long as its
 * routes are not loaded: they are fetched, and the address is looked up again.
 */
export const Route = createFileRoute('/_public/$')({
  beforeLoad: async ({ context, location }) => {
    if (!inWorkspace(location.pathname)) return;
    await context.addWorkspace();
    throw redirect({ href: location.href, replace: true });
  },
  component: () => <NotFoundState page />,
});
