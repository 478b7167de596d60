import { describe, expect, it } from 'vitest';
import { emptyInvoice, isComplete, readInvoice } from './invoices';

const FILE = `<EInvoice><EInvoiceData>
  <SellerInformation><SellerIdNum>52310115MJ9000022D</SellerIdNum><SellerName>甲&amp;乙中心</SellerName></SellerInformation>
  <BuyerInformation><BuyerName>示例区民政局</BuyerName></BuyerInformation>
  <BasicInformation><TotalAmWithoutTax>97087.38</TotalAmWithoutTax><TotalTaxAm>2912.62</TotalTaxAm>
  <TotalTax-includedAmount>100000.00</TotalTax-includedAmount></BasicInformation></EInvoiceData>
  <TaxSupervisionInfo><InvoiceNumber>26322000000000000001</InvoiceNumber><IssueTime>2026-07-10 09:30:00</IssueTime></TaxSupervisionInfo>
</EInvoice>`;

describe('the XML of an invoice', () => {
  it('fills every field that it names', () => {
    const invoice = readInvoice(FILE);
    expect(invoice).toMatchObject({
      number: '26322000000000000001',
      issued_on: '2026-07-10',
      seller_name: '甲&乙中心',
      buyer_uscc: null,
      total: '100000.00',
    });
    expect(invoice && isComplete(invoice)).toBe(true);
  });

  it('is none when it has no number or is no XML', () => {
    expect(readInvoice('<EInvoice></EInvoice>')).toBeNull();
    expect(readInvoice('not <xml')).toBeNull();
    expect(isComplete(emptyInvoice)).toBe(false);
  });
});
