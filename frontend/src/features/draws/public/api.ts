import { queryOptions } from '@tanstack/react-query';
import type { PublicDraw } from '@/api/gen/types.gen';
import { listPublicDraws } from '@/api/portal/sdk.gen';

export type { PublicDraw };

export function publicDrawsOptions(id: string) {
  return queryOptions({
    queryKey: [{ _id: 'listPublicDraws', path: { id } }],
    queryFn: async ({ signal }) => (await listPublicDraws({ path: { id }, signal })).data,
  });
}
