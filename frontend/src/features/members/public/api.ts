import { queryOptions } from '@tanstack/react-query';
import { newIdempotencyKey } from '@/api/client';
import type { InvitationPreview } from '@/api/gen/types.gen';
import { acceptInvitation as accept, joinByInvitation as join, readInvitation } from '@/api/portal/sdk.gen';

export type { InvitationPreview };

/** What the secret of a link invites to. */
export const invitationOptions = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: async ({ signal }): Promise<InvitationPreview> =>
      (await readInvitation({ body: { token }, headers: { 'Idempotency-Key': newIdempotencyKey() }, signal })).data,
    retry: false,
    staleTime: 60_000,
  });

export async function acceptInvitation(token: string, key: string): Promise<void> {
  await accept({ body: { token }, headers: { 'Idempotency-Key': key } });
}

export async function joinByInvitation(
  body: { token: string; name: string; password: string },
  key: string,
): Promise<void> {
  await join({ body, headers: { 'Idempotency-Key': key } });
}
