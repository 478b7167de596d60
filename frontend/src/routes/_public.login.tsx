import { createFileRoute, redirect } from '@tanstack/react-router';
import { LoginPage } from '@/features/accounts/public/LoginPage';
import { loadTexts } from '@/lib/i18n';
import { maybeSignedIn, sessionOptions } from '@/lib/session';

/** Only paths of this site are followed after signing in. */
function localPath(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith('/') && !value.startsWith('//') && !value.includes('\\')
    ? value
    : undefined;
}

export const Route = createFileRoute('/_public/login')({
  validateSearch: (search: Record<string, unknown>): { redirect?: string } => {
    const target = localPath(search.redirect);
    return target ? { redirect: target } : {};
  },
  beforeLoad: async ({ context, search }) => {
    await loadTexts('accounts', 'actions');
    if (!maybeSignedIn()) return;
    const session = await context.queryClient.ensureQueryData(sessionOptions);
    if (session) throw redirect({ href: search.redirect ?? '/app' });
  },
  component: function Login() {
    const { redirect: target } = Route.useSearch();
    return <LoginPage target={target} />;
  },
});
