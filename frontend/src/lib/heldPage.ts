import { useEffect, useSyncExternalStore } from 'react';

/**
 * Pages on which a session that ends must not lead away: what was typed is still there, and is saved after signing in
 * again on the spot.
 */
let holders = 0;
let asking = false;
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

/** Holds the page as long as the component is there. */
export function useHeldPage(): void {
  useEffect(() => {
    holders += 1;
    return () => {
      holders -= 1;
      if (holders === 0 && asking) endAsking();
    };
  }, []);
}

/** Asks to sign in again on the spot; false when no page needs that. */
export function askToSignIn(): boolean {
  if (holders === 0) return false;
  asking = true;
  changed();
  return true;
}

export function endAsking(): void {
  asking = false;
  changed();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useAskedToSignIn(): boolean {
  return useSyncExternalStore(subscribe, () => asking);
}
