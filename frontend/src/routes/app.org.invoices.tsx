import { createFileRoute } from '@tanstack/react-router';
import { invoicesOptions } from '@/features/invoices/api';
import { INVOICE_STATES } from '@/features/invoices/filter';
import { InvoicesPage } from '@/features/invoices/InvoicesPage';
import { compact, oneOf } from '@/lib/search';

export const Route = createFileRoute('/app/org/invoices')({
  validateSearch: (search: Record<string, unknown>) => compact({ state: oneOf(search.state, INVOICE_STATES) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchInfiniteQuery(invoicesOptions(deps)),
  component: function Invoices() {
    return <InvoicesPage filter={Route.useSearch()} />;
  },
});
