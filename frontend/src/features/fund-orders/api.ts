import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getFundOrderOptions,
  listAllotmentsInfiniteOptions,
  listFundOrdersInfiniteOptions,
  listProjectsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { FundOrderFilter } from './filter';

export {
  approveFundOrder,
  checkFundOrder,
  createFundOrder,
  endorseFundOrder,
  exportFundOrders,
  rejectFundOrder,
  withdrawFundOrder,
} from '@/api/gen/sdk.gen';
export type { FundOrderInput, FundOrderSummary, FundOrderView } from '@/api/gen/types.gen';

export function fundOrdersOptions(filter: FundOrderFilter) {
  return infiniteQueryOptions({ ...listFundOrdersInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function fundOrderOptions(id: string) {
  return queryOptions(getFundOrderOptions({ path: { id } }));
}

/** What an order can be about. */
export function allotmentChoices() {
  return infiniteQueryOptions({
    ...listAllotmentsInfiniteOptions({ query: { state: 'approved', limit: 100 } }),
    ...keyset,
  });
}

export function projectChoices() {
  return infiniteQueryOptions({ ...listProjectsInfiniteOptions({ query: { limit: 100 } }), ...keyset });
}

export function clawbackChoices() {
  return infiniteQueryOptions({
    ...listFundOrdersInfiniteOptions({ query: { kind: 'clawback', state: 'executed', limit: 100 } }),
    ...keyset,
  });
}
