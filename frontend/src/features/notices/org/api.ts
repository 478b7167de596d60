import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getObjectionOptions, listObjectionsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { ObjectionState } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export { exportObjections } from '@/api/gen/sdk.gen';

export interface ObjectionFilter {
  state?: ObjectionState | undefined;
}

export function ownObjectionsOptions(filter: ObjectionFilter) {
  return infiniteQueryOptions({ ...listObjectionsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export function ownObjectionOptions(id: string) {
  return queryOptions(getObjectionOptions({ path: { id } }));
}
