import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  AreaView,
  ListPublicNeedsData,
  NeedAreaView,
  NeedReceiptView,
  NeedReportInput,
  NeedReportView,
  PublicNeedSummary,
  PublicNeedView,
} from '@/api/gen/types.gen';
import {
  addToNeedReport,
  confirmNeedEndorsement,
  endorseNeed,
  findSimilarNeeds,
  getNeedReport,
  getPublicNeed,
  listAreas,
  listNeedAreas,
  listPublicNeeds,
  openNeedForm,
  reportNeed,
  requestNeedEndorsement,
  stopFollowingNeed,
  withdrawNeedReport,
} from '@/api/portal/sdk.gen';
import { nextCursor } from '@/lib/keyset';
import type { PublicNeedFilter } from './filter';

export type {
  AreaView,
  NeedAreaView,
  NeedReceiptView,
  NeedReportInput,
  NeedReportView,
  PublicNeedSummary,
  PublicNeedView,
};

export function publicNeedsOptions(filter: PublicNeedFilter) {
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as NonNullable<
    ListPublicNeedsData['query']
  >;
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listPublicNeeds', query }],
    queryFn: async ({ pageParam, signal }) =>
      (await listPublicNeeds({ query: pageParam ? { ...query, cursor: pageParam } : query, signal })).data,
    initialPageParam: '',
    getNextPageParam: nextCursor,
  });
}

export const needAreasOptions = queryOptions({
  queryKey: [{ _id: 'listNeedAreas' }],
  queryFn: async ({ signal }) => (await listNeedAreas({ signal })).data.items,
  staleTime: 60_000,
});

/** Every area of the installation, for choosing where something is needed. */
export const placesOptions = queryOptions({
  queryKey: [{ _id: 'listAreas', portal: true }],
  queryFn: async ({ signal }) => (await listAreas({ signal })).data.items,
  staleTime: 3_600_000,
});

export function publicNeedOptions(id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getPublicNeed', path: { id } }],
    queryFn: async ({ signal }) => (await getPublicNeed({ path: { id }, signal })).data,
  });
}

export function needReportOptions(code: string) {
  return queryOptions({
    queryKey: [{ _id: 'getNeedReport', path: { code } }],
    queryFn: async ({ signal }) => (await getNeedReport({ path: { code }, signal })).data,
    retry: false,
  });
}

export function similarOptions(area_code: string, text: string) {
  return queryOptions({
    queryKey: [{ _id: 'findSimilarNeeds', area_code, text }],
    queryFn: async ({ signal }) => (await findSimilarNeeds({ query: { area_code, text }, signal })).data.items,
    enabled: area_code !== '' && [...text.trim()].length >= 8,
    staleTime: 60_000,
  });
}

/** The ticket of an opened form. */
export async function openForm(): Promise<{ token: string; seconds: number }> {
  const { data } = await openNeedForm();
  return { token: data.form_token, seconds: Number(data.min_seconds) };
}

const keyed = (key: string) => ({ 'Idempotency-Key': key });

export async function sendReport(body: NeedReportInput, key: string): Promise<NeedReceiptView> {
  return (await reportNeed({ body, headers: keyed(key) })).data;
}

export async function addToReport(code: string, text: string, key: string): Promise<NeedReportView> {
  return (await addToNeedReport({ path: { code }, body: { text }, headers: keyed(key) })).data;
}

export async function withdrawReport(code: string, version: number, key: string): Promise<NeedReportView> {
  const headers = { ...keyed(key), 'If-Match': `"${version}"` };
  return (await withdrawNeedReport({ path: { code }, headers })).data;
}

export async function askForEndorsement(id: string, email: string, follow: boolean, key: string): Promise<void> {
  await requestNeedEndorsement({ path: { id }, body: { email, follow }, headers: keyed(key) });
}

export async function endorseWithAccount(id: string, key: string) {
  return (await endorseNeed({ path: { id }, headers: keyed(key) })).data;
}

export async function confirmEndorsement(token: string, key: string) {
  return (await confirmNeedEndorsement({ body: { token }, headers: keyed(key) })).data;
}

export async function stopFollowing(token: string, key: string): Promise<void> {
  await stopFollowingNeed({ body: { token }, headers: keyed(key) });
}
