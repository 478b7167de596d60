import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getNeedOptions,
  listNeedsInfiniteOptions,
  listResponseDaysOptions,
  listSimilarNeedsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import type { ListNeedsData, NeedInput, NeedSummary, NeedView } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';
import type { NeedFilter } from './filter';

export {
  acceptNeed,
  createNeed,
  declineNeed,
  downloadNeedTemplate,
  exportNeeds,
  importNeedSheet,
  importNeeds,
  markNeedMet,
  markNeedUnmet,
  mergeNeed,
  publishNeed,
  revealNeedContact,
  setResponseDays,
  updateNeed,
} from '@/api/gen/sdk.gen';
export type { NeedInput, NeedSummary, NeedView };

export function needsOptions(filter: NeedFilter) {
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as NonNullable<
    ListNeedsData['query']
  >;
  return infiniteQueryOptions({ ...listNeedsInfiniteOptions({ query }), ...keyset });
}

export const responseDaysOptions = queryOptions(listResponseDaysOptions());

export function needOptions(id: string) {
  return queryOptions(getNeedOptions({ path: { id } }));
}

export function similarNeedsOptions(id: string) {
  return queryOptions(listSimilarNeedsOptions({ path: { id } }));
}
