import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { actionHeaders } from '@/api/client';
import {
  getAgreementOptions,
  getProjectOptions,
  listProjectsInfiniteOptions,
  listTranchesInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { listProjects, listTranches, requestPayment as request } from '@/api/gen/sdk.gen';
import type { PaymentRequestInput, TrancheState, TrancheView } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export { exportPayments, exportProjects, exportTranches } from '@/api/gen/sdk.gen';
export type { TrancheView };

export interface TrancheFilter {
  state?: TrancheState | undefined;
}

export const projectOptions = (id: string) => getProjectOptions({ path: { id } });

export const projectAgreementOptions = (id: string) => getAgreementOptions({ path: { id } });

export function projectsOptions(q: string | undefined) {
  return infiniteQueryOptions({ ...listProjectsInfiniteOptions({ query: q ? { q } : {} }), ...keyset });
}

export function tranchesOptions({ state }: TrancheFilter) {
  return infiniteQueryOptions({ ...listTranchesInfiniteOptions({ query: state ? { state } : {} }), ...keyset });
}

/** The latest hundred of each, for the dashboard. */
export const recentProjectsOptions = queryOptions({
  queryKey: [{ _id: 'listProjects', query: { limit: 100 } }],
  queryFn: async ({ signal }) => (await listProjects({ query: { limit: 100 }, signal })).data.items,
});
export const recentTranchesOptions = queryOptions({
  queryKey: [{ _id: 'listTranches', query: { limit: 100 } }],
  queryFn: async ({ signal }) => (await listTranches({ query: { limit: 100 }, signal })).data.items,
});

export async function requestPayment(
  id: string,
  body: PaymentRequestInput,
  headers: ReturnType<typeof actionHeaders>,
): Promise<TrancheView> {
  return (await request({ path: { id }, body, headers })).data;
}
