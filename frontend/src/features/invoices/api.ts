import { infiniteQueryOptions } from '@tanstack/react-query';
import { listInvoicesInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { InvoiceFilter } from './filter';

export { cancelInvoice, exportInvoices } from '@/api/gen/sdk.gen';
export type { InvoiceView } from '@/api/gen/types.gen';

export function invoicesOptions(filter: InvoiceFilter) {
  return infiniteQueryOptions({ ...listInvoicesInfiniteOptions({ query: { ...filter } }), ...keyset });
}
