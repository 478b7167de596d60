import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { listAreasOptions } from '@/api/gen/@tanstack/react-query.gen';
import { getCall, getOrganisation } from '@/api/gen/sdk.gen';
import { useTranslation } from './i18n';
import { enumLabel, roleLabel } from './labels';
import { type Grant, useSession } from './session';

/** All areas of the installation; they hardly ever change. */
export const areasOptions = queryOptions({ ...listAreasOptions(), staleTime: 3_600_000 });

/** Names of areas by code; the code itself while they are loading. */
export function useAreaName(): (code: string | null | undefined) => string {
  const { data } = useQuery(areasOptions);
  return (code) => data?.items.find((area) => area.code === code)?.name ?? code ?? '—';
}

/** Names of the organisations and calls that grants hold for. */
function useThingNames(grants: Grant[]): (id: string | null | undefined) => string | undefined {
  const things = grants.filter((grant) => grant.scope.id && ['organisation', 'call'].includes(grant.scope.kind));
  const names = useQueries({
    queries: things.map(({ scope: { id, kind } }) => ({
      queryKey: ['scopeName', kind, id],
      queryFn: async (): Promise<string> => {
        const path = { id: id ?? '' };
        return kind === 'call' ? (await getCall({ path })).data.title : (await getOrganisation({ path })).data.name;
      },
      staleTime: 600_000,
    })),
  });
  return (id) => names[things.findIndex((grant) => grant.scope.id === id)]?.data;
}

/** A grant in words: the role and what it covers. */
export function useGrantLabel(): { scope: (grant: Grant) => string; full: (grant: Grant) => string } {
  useTranslation('enum');
  const areaName = useAreaName();
  const thingName = useThingNames(useSession().user.grants);
  const scope = (grant: Grant) =>
    grant.scope.area_code
      ? areaName(grant.scope.area_code)
      : (thingName(grant.scope.id) ?? enumLabel('scope', grant.scope.kind));
  return { scope, full: (grant) => `${roleLabel(grant.role)} · ${scope(grant)}` };
}
