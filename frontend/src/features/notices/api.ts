import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiFetch } from '@/api/client';
import type { Page } from '@/lib/keyset';

export interface PublicNoticeLine {
  rank: number;
  project_title: string;
  organisation_name: string;
  score: string | null;
  amount: string;
}

export interface PublicNotice {
  id: string;
  number: string;
  title: string;
  body: string;
  state: string;
  starts_on: string;
  ends_on: string;
  working_days: number;
  published_at: string | null;
  objection_contact: string | null;
  call: { id: string; number: string; title: string };
  lines: PublicNoticeLine[];
  total: string;
}

async function read<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> {
  const url = new URL(`/api/v1${path}`, window.location.origin);
  for (const [key, value] of Object.entries(query)) if (value) url.searchParams.set(key, value);
  return (await apiFetch(url)).json();
}

export function publicNoticesOptions() {
  return infiniteQueryOptions({
    queryKey: ['listPublicNotices'],
    queryFn: ({ pageParam }) => read<Page<PublicNotice>>('/public/notices', { cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function publicNoticeOptions(id: string) {
  return queryOptions({
    queryKey: ['getPublicNotice', id],
    queryFn: () => read<PublicNotice>(`/public/notices/${id}`),
  });
}
