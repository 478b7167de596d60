import type { InvoiceInput } from '@/api/gen/types.gen';

/** An invoice while it is written: amounts and the day may still be empty. */
export type InvoiceDraft = Omit<InvoiceInput, 'issued_on'> & { issued_on: string };

export const emptyInvoice: InvoiceDraft = {
  number: '',
  issued_on: '',
  seller_name: '',
  seller_uscc: '',
  buyer_name: '',
  buyer_uscc: null,
  amount: '',
  tax: '0.00',
  total: '',
  xml: null,
};

/** What the XML of a digital invoice says; `null` when it is none. The server reads it again and compares. */
export function readInvoice(xml: string): InvoiceDraft | null {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  if (document.getElementsByTagName('parsererror').length > 0) return null;
  const text = (...names: string[]) =>
    names.map((name) => document.getElementsByTagName(name)[0]?.textContent?.trim()).find(Boolean) ?? '';
  const number = text('InvoiceNumber', 'EIid');
  if (!/^\d{20}$/.test(number)) return null;
  return {
    number,
    issued_on: text('IssueTime').slice(0, 10),
    seller_name: text('SellerName'),
    seller_uscc: text('SellerIdNum'),
    buyer_name: text('BuyerName'),
    buyer_uscc: text('BuyerIdNum') || null,
    amount: text('TotalAmWithoutTax'),
    tax: text('TotalTaxAm'),
    total: text('TotalTax-includedAmount'),
    xml,
  };
}

/** Whether every field that the contract asks for is there. */
export function isComplete(invoice: InvoiceDraft): boolean {
  const { buyer_uscc: _, xml: __, ...needed } = invoice;
  return /^\d{20}$/.test(invoice.number) && Object.values(needed).every((value) => value !== '');
}
