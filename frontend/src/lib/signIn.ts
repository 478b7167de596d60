import { ApiError } from '@/api/client';
import { createSession } from '@/api/portal/sdk.gen';
import { queryClient } from './query';
import { adopt, proof, type Session, sessionOptions } from './session';

/** What an account with a second factor is asked for beside the password. */
export function asksForCode(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'second_factor_needed' || error.code === 'wrong_code');
}

/**
 * Signs in again where the session ended, without losing the page; `false` when this is somebody else, who must not
 * see what was read before.
 */
export async function signInAgain(email: string, password: string, code = ''): Promise<boolean> {
  const before = queryClient.getQueryData<Session | null>(sessionOptions.queryKey);
  const { data } = await createSession({ body: proof(email, password, code) });
  if (before && before.user.id !== data.user.id) {
    queryClient.clear();
    adopt(data);
    return false;
  }
  queryClient.setQueryData(sessionOptions.queryKey, adopt(data));
  return true;
}
