import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiFetch } from '@/api/client';
import type { Page } from '@/lib/keyset';

export interface PublicProject {
  id: string;
  number: string;
  title: string;
  state: string;
  organisation: { id: string; name: string };
  call: { id: string; number: string; title: string };
  area: { code: string; name: string };
  approved: string;
  paid: string;
  starts_on: string | null;
  ends_on: string | null;
  summary?: string | null;
  tranches?: { seq: number; amount: string; state: string }[];
}

async function read<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> {
  const url = new URL(`/api/v1${path}`, window.location.origin);
  for (const [key, value] of Object.entries(query)) if (value) url.searchParams.set(key, value);
  return (await apiFetch(url)).json();
}

export function publicProjectsOptions(q: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['listPublicProjects', q],
    queryFn: ({ pageParam }) => read<Page<PublicProject>>('/public/projects', { q, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function publicProjectOptions(id: string) {
  return queryOptions({
    queryKey: ['getPublicProject', id],
    queryFn: () => read<PublicProject>(`/public/projects/${id}`),
  });
}
