import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/client';

/** One cache for the whole page. Answers the server has decided on (4xx) are not asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
    mutations: { retry: false },
  },
});
