import type { AccountInput } from '@/api/gen/types.gen';
import { registerAccount as register } from '@/api/portal/sdk.gen';

export async function registerAccount(body: AccountInput, key: string): Promise<void> {
  await register({ body, headers: { 'Idempotency-Key': key } });
}
