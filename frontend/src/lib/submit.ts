import { useCallback, useRef, useState } from 'react';
import { newIdempotencyKey } from '@/api/client';

export interface Submit {
  running: boolean;
  error: unknown;
  /** Runs once at a time. `key` is the idempotency key of this intention: it survives a lost answer, not a refusal. */
  run: (act: (key: string) => Promise<unknown>) => Promise<boolean>;
  reset: () => void;
}

/** One submission of a form: locks, keeps its idempotency key over retries, holds the problem to show once. */
export function useSubmit(): Submit {
  const key = useRef(newIdempotencyKey());
  const busy = useRef(false);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = useCallback(async (act: (key: string) => Promise<unknown>) => {
    if (busy.current) return false;
    busy.current = true;
    setRunning(true);
    setError(null);
    try {
      await act(key.current);
      key.current = newIdempotencyKey();
      return true;
    } catch (cause) {
      setError(cause);
      const status = (cause as { status?: number }).status ?? 0;
      if (status >= 400 && status < 500) key.current = newIdempotencyKey();
      return false;
    } finally {
      busy.current = false;
      setRunning(false);
    }
  }, []);
  const reset = useCallback(() => setError(null), []);
  return { running, error, run, reset };
}
