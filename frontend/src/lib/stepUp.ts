import { useSyncExternalStore } from 'react';
import { onStepUp } from '@/api/client';

/**
 * The server asks for a fresh code of the second factor before something is signed. The request waits here until the
 * dialog has shown one, and is then sent again as it was.
 */
let waiting: ((shown: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

onStepUp(
  () =>
    new Promise<boolean>((resolve) => {
      waiting = [...waiting, resolve];
      changed();
    }),
);

/** Lets every waiting request go on (`true`) or fail with what the server said. */
export function endStepUp(shown: boolean): void {
  const ended = waiting;
  waiting = [];
  changed();
  for (const resolve of ended) resolve(shown);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStepUpAsked(): boolean {
  return useSyncExternalStore(subscribe, () => waiting.length > 0);
}
