import { queryOptions, useQuery } from '@tanstack/react-query';
import { listAreasOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useTranslation } from './i18n';
import { enumLabel, roleLabel } from './labels';
import type { Grant } from './session';

/** All areas of the installation; they hardly ever change. */
export const areasOptions = queryOptions({ ...listAreasOptions(), staleTime: 3_600_000 });

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
  return { scope, full: (grant) => `${roleLabel(grant.role)} · ${scope(grant)}` };
}
