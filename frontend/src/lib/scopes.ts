import { queryOptions, useQuery } from '@tanstack/react-query';
import { apiFetch } from '@/api/client';
import { useTranslation } from './i18n';
import { enumLabel } from './labels';
import type { Grant } from './session';

/** All areas of the installation; they hardly ever change. */
export const areasOptions = queryOptions({
  queryKey: ['listAreas'],
  queryFn: async (): Promise<{ items: { code: string; name: string; level: string; parent_code?: string | null }[] }> =>
    (await apiFetch(`${window.location.origin}/api/v1/areas`)).json(),
  staleTime: 3_600_000,
});

/** Names of areas by code; the code itself while they are loading. */
export function useAreaName(): (code: string | null | undefined) => string {
  const { data } = useQuery(areasOptions);
  return (code) => data?.items.find((area) => area.code === code)?.name ?? code ?? '—';
}

/** A grant in words: the role and what it covers. */
export function useGrantLabel(): { scope: (grant: Grant) => string; full: (grant: Grant) => string } {
  useTranslation('enum');
  const areaName = useAreaName();
  const scope = (grant: Grant) =>
    grant.scope.area_code ? areaName(grant.scope.area_code) : enumLabel('scope', grant.scope.kind);
  return { scope, full: (grant) => `${enumLabel('role', grant.role)} · ${scope(grant)}` };
}
