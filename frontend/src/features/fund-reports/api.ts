import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getFundReportOptions,
  getPaymentPlanOptions,
  getVoucherOptions,
  listFundsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import { filterOf, type ReportSearch } from './filter';

export { exportFundReport } from '@/api/gen/sdk.gen';
export type { FundReportRow, FundReportView, PaymentPlanView, VoucherView } from '@/api/gen/types.gen';

export function reportOptions(search: ReportSearch) {
  return queryOptions(getFundReportOptions({ query: { ...filterOf(search) } }));
}

export function planOptions(year: number, fundId: string | undefined) {
  return queryOptions(getPaymentPlanOptions({ query: fundId ? { year, fund_id: fundId } : { year } }));
}

export function fundsOptions() {
  return infiniteQueryOptions({ ...listFundsInfiniteOptions({ query: { limit: 100 } }), ...keyset });
}

export function voucherOptions(id: string) {
  return queryOptions(getVoucherOptions({ path: { id } }));
}
