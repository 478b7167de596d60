import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getFundReportOptions,
  getPaymentPlanOptions,
  listFundsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { ReportFilter } from './filter';

export { exportFundReport } from '@/api/gen/sdk.gen';
export type { FundReportRow, FundReportView, PaymentPlanView, ReportFiguresView } from '@/api/gen/types.gen';

export function reportOptions(filter: ReportFilter) {
  return queryOptions(getFundReportOptions({ query: { ...filter } }));
}

export function planOptions(year: number, fundId: string | undefined) {
  return queryOptions(getPaymentPlanOptions({ query: fundId ? { year, fund_id: fundId } : { year } }));
}

export function fundsOptions() {
  return infiniteQueryOptions({ ...listFundsInfiniteOptions({ query: { limit: 100 } }), ...keyset });
}
