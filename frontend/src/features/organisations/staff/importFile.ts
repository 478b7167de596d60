import { infiniteQueryOptions } from '@tanstack/react-query';
import {
  getOrganisationImportOptions,
  listOrganisationImportsInfiniteOptions,
  listRunningOrganisationImportsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';

export {
  checkOrganisationImport,
  downloadOrganisationImportFaults,
  downloadOrganisationImportResult,
  downloadOrganisationTemplate,
  exportOrganisationImports,
  importOrganisations,
} from '@/api/gen/sdk.gen';
export type { CellFaultView, ImportCheckView } from '@/api/gen/types.gen';

export const importsOptions = infiniteQueryOptions({
  ...listOrganisationImportsInfiniteOptions({ query: {} }),
  ...keyset,
});
/** How far one's imports are; asked again and again while one runs. */
export const runningOptions = { ...listRunningOrganisationImportsOptions(), refetchInterval: 1000 };
export const importOptions = (id: string) => getOrganisationImportOptions({ path: { id } });
