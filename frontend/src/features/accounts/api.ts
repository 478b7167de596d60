import { changePassword as change } from '@/api/gen/sdk.gen';
import type { PasswordInput } from '@/api/gen/types.gen';

export async function changePassword(body: PasswordInput): Promise<void> {
  await change({ body });
}
