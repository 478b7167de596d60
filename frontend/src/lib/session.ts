import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ApiError, newIdempotencyKey, setCsrfToken } from '@/api/client';
import type { ClockView, GrantView, SessionView } from '@/api/gen/types.gen';
import { advanceClock, createSession, deleteSession, getClock, getCurrentSession } from '@/api/portal/sdk.gen';
import { setServerTime } from './clock';
import { askToSignIn } from './heldPage';
import { queryClient } from './query';

export type Session = SessionView;
export type Grant = GrantView;

const HINT = 'yichuang.signed-in';

/** Whether this browser has signed in: without it the portal does not even ask who is there. */
export function maybeSignedIn(): boolean {
  try {
    return localStorage.getItem(HINT) === '1';
  } catch {
    return true;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // Without storage the portal asks the server every time.
  }
}

/** Goes on with a session that the server has just told. */
export function adopt(session: Session): Session {
  remember(true);
  setCsrfToken(session.csrf_token);
  setServerTime(session.server_time);
  return session;
}

/** Who is signed in; `null` when nobody is. */
export const sessionOptions = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return adopt((await getCurrentSession()).data);
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 401) {
        // A page with something being written stays as it is until somebody has signed in again.
        const before = queryClient.getQueryData<Session | null>(['session']);
        if (before && askToSignIn()) return before;
        remember(false);
        return null;
      }
      throw cause;
    }
  },
  staleTime: 60_000,
});

/** The server's clock (moved in demonstration mode). */
export const clockOptions = queryOptions({
  queryKey: ['clock'],
  queryFn: async (): Promise<ClockView> => {
    const { data } = await getClock();
    setServerTime(data.now);
    return data;
  },
  staleTime: 60_000,
});

/** The password, and a code of the second factor where one was asked for. */
export function proof(email: string, password: string, code: string) {
  return { email, password, ...(code ? { code } : {}) };
}

export async function signIn(email: string, password: string, code = ''): Promise<Session> {
  const { data } = await createSession({ body: proof(email, password, code) });
  const session = adopt(data);
  queryClient.clear();
  queryClient.setQueryData(sessionOptions.queryKey, session);
  return session;
}

/** The token of the session as it is now: another tab may have begun a new one. */
export async function renewToken(): Promise<void> {
  adopt((await getCurrentSession()).data);
}

/** Moves the demonstration clock; everything on the page is read again. */
export async function advanceDays(days: number): Promise<void> {
  await advanceClock({ body: { days }, headers: { 'Idempotency-Key': newIdempotencyKey() } });
  await queryClient.fetchQuery({ ...clockOptions, staleTime: 0 });
  await queryClient.invalidateQueries();
}

/** Ends the session and forgets everything read in it. */
export async function signOut(): Promise<void> {
  try {
    await deleteSession();
  } catch (cause) {
    if (!(cause instanceof ApiError && cause.status === 401)) throw cause;
  }
  forgetSession();
  const { dropAllDrafts } = await import('./drafts');
  await dropAllDrafts();
}

/** Drops the session from memory: after sign-out, and when the server says it ended. */
export function forgetSession(): void {
  setCsrfToken(undefined);
  remember(false);
  queryClient.clear();
  queryClient.setQueryData(sessionOptions.queryKey, null);
}

/** Waits until it is known who is signed in: for pages whose buttons do something else for whoever is. */
export async function knowSession(): Promise<void> {
  if (maybeSignedIn()) await queryClient.prefetchQuery(sessionOptions);
}

/** The session, or `null`; for pages that work without one. */
export function useOptionalSession(): Session | null {
  return useQuery({ ...sessionOptions, enabled: maybeSignedIn() }).data ?? null;
}

/** The session inside the workspace, whose route guarantees it. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionOptions);
  if (!data) throw new ApiError(401, {});
  return data;
}

const STORE = 'yichuang.grant';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function storedGrant(): string | null {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** The grant the user acts under; it decides the navigation, never a permission. */
export function useActiveGrant(): Grant | undefined {
  const { grants } = useSession().user;
  const chosen = useSyncExternalStore(subscribe, storedGrant);
  return grants.find((grant) => grant.id === chosen) ?? grants[0];
}

export function chooseGrant(id: string): void {
  try {
    localStorage.setItem(STORE, id);
  } catch {
    // Without storage the first grant stays active.
  }
  for (const listener of listeners) listener();
}
