import type { InfiniteData } from '@tanstack/react-query';

export interface Page<T> {
  items: T[];
  next?: string | null | undefined;
}

/** The rows of all pages loaded so far. */
export function allItems<T>(data: InfiniteData<Page<T>, unknown> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

/**
 * Paging options for a generated `…InfiniteOptions`:
 * `useInfiniteQuery({ ...listCallsInfiniteOptions({ query }), ...keyset })`.
 */
export const keyset = {
  initialPageParam: {} as never,
  getNextPageParam: (last: { next?: string | null | undefined }) => (last.next ? last.next : undefined),
};
