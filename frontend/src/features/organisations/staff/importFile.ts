import { infiniteQueryOptions } from '@tanstack/react-query';
import {
  getOrganisationImportOptions,
  listOrganisationImportsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';

export { checkOrganisationImport, downloadOrganisationTemplate, importOrganisations } from '@/api/gen/sdk.gen';
export type { CellFaultView, ImportCheckView } from '@/api/gen/types.gen';

export const importsOptions = infiniteQueryOptions({
  ...listOrganisationImportsInfiniteOptions({ query: {} }),
  ...keyset,
});
export const importOptions = (id: string) => getOrganisationImportOptions({ path: { id } });

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The media type by the ending of the name: what browsers say differs from machine to machine. */
export function sheetType(name: string): string | undefined {
  const ending = name.toLowerCase().split('.').pop();
  return ending === 'xlsx' ? XLSX : ending === 'csv' ? 'text/csv' : undefined;
}
