import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiFetch } from '@/api/client';
import type { Page } from '@/lib/keyset';
import type { SchemeView } from '@/lib/scheme';

export interface PublicCallSummary {
  id: string;
  number: string;
  title: string;
  year: number;
  area: { code: string; name: string };
  host_name: string;
  budget: string;
  opens_at: string;
  closes_at: string;
  phase: string;
  state: string;
  demonstration: boolean;
}

export interface PublicCall extends PublicCallSummary {
  announcement: string;
  scheme: SchemeView;
}

export interface PublicCallFilter {
  status?: string | undefined;
  q?: string | undefined;
}

async function read<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> {
  const url = new URL(`/api/v1${path}`, window.location.origin);
  for (const [key, value] of Object.entries(query)) if (value) url.searchParams.set(key, value);
  return (await apiFetch(url)).json();
}

export function publicCallsOptions(filter: PublicCallFilter) {
  return infiniteQueryOptions({
    queryKey: ['listPublicCalls', filter],
    queryFn: ({ pageParam }) => read<Page<PublicCallSummary>>('/public/calls', { ...filter, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function publicCallOptions(id: string) {
  return queryOptions({ queryKey: ['getPublicCall', id], queryFn: () => read<PublicCall>(`/public/calls/${id}`) });
}
