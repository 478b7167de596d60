import type { InvoiceState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export interface InvoiceFilter {
  state?: InvoiceState | undefined;
}

export const INVOICE_STATES = ['used', 'cancelled'] as const satisfies readonly InvoiceState[];
