import type { InfiniteData } from '@tanstack/react-query';

export interface Page<T> {
  items: T[];
  next?: string | null | undefined;
}

/** The rows of all pages loaded so far. */
export function allItems<T>(data: InfiniteData<Page<T>, unknown> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

/** The cursor of the page after `last`; `undefined` ends the list. */
export function nextCursor(last: { next?: string | null | undefined }): string | undefined {
  return last.next || undefined;
}

/**
 * Paging options for a generated `…InfiniteOptions`:
 * `useInfiniteQuery({ ...listCallsInfiniteOptions({ query }), ...keyset })`.
 */
export const keyset = {
  initialPageParam: {} as never,
  getNextPageParam: nextCursor,
};

/** The parts of a paged query that `DataTable` takes. */
export function tableOf<T>(query: {
  data: InfiniteData<Page<T>, unknown> | undefined;
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}) {
  return {
    rows: allItems(query.data),
    query,
    more: {
      hasMore: query.hasNextPage,
      loading: query.isFetchingNextPage,
      onMore: () => void query.fetchNextPage(),
    },
  };
}
