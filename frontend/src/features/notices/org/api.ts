import { infiniteQueryOptions } from '@tanstack/react-query';
import { listObjectionsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { ObjectionState } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export interface ObjectionFilter {
  state?: ObjectionState | undefined;
}

export function ownObjectionsOptions(filter: ObjectionFilter) {
  return infiniteQueryOptions({ ...listObjectionsInfiniteOptions({ query: { ...filter } }), ...keyset });
}
