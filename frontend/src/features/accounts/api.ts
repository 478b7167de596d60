import { apiFetch } from '@/api/client';

export async function registerAccount(
  body: { name: string; email: string; password: string },
  key: string,
): Promise<void> {
  await apiFetch(`${window.location.origin}/api/v1/accounts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });
}

export async function changePassword(body: { current_password: string; new_password: string }): Promise<void> {
  await apiFetch(`${window.location.origin}/api/v1/accounts/me/password`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
