import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getYearEndOptions,
  listFundsInfiniteOptions,
  listYearEndsInfiniteOptions,
  previewYearEndOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';
import type { YearEndFilter } from './filter';

export { checkYearEnd, closeYearEnd, exportYearEnds, proposeYearEnd, returnYearEnd } from '@/api/gen/sdk.gen';
export type { YearEndAllotmentView, YearEndItemView, YearEndPreviewView, YearEndView } from '@/api/gen/types.gen';

export function yearEndsOptions({ state }: YearEndFilter) {
  return infiniteQueryOptions({ ...listYearEndsInfiniteOptions({ query: state ? { state } : {} }), ...keyset });
}

export function yearEndOptions(id: string) {
  return queryOptions(getYearEndOptions({ path: { id } }));
}

/** What closing a year of a fund would do; without a year that before today's. */
export function previewOptions(id: string, fiscal_year: number | undefined) {
  return queryOptions(previewYearEndOptions({ path: { id }, query: fiscal_year ? { fiscal_year } : {} }));
}

/** The funds whose years can be closed. */
export function fundsOptions() {
  return infiniteQueryOptions({ ...listFundsInfiniteOptions({ query: { limit: 100 } }), ...keyset });
}
