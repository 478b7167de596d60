import type { AccountInput } from '@/api/gen/types.gen';
import {
  confirmPasswordReset as confirm,
  registerAccount as register,
  requestPasswordReset as request,
  verifyEmail as verify,
} from '@/api/portal/sdk.gen';

export async function registerAccount(body: AccountInput, key: string): Promise<void> {
  await register({ body, headers: { 'Idempotency-Key': key } });
}

export async function requestPasswordReset(email: string, key: string): Promise<void> {
  await request({ body: { email }, headers: { 'Idempotency-Key': key } });
}

export async function confirmPasswordReset(token: string, password: string, key: string): Promise<void> {
  await confirm({ body: { token, password }, headers: { 'Idempotency-Key': key } });
}

export async function verifyEmail(token: string, key: string): Promise<void> {
  await verify({ body: { token }, headers: { 'Idempotency-Key': key } });
}
