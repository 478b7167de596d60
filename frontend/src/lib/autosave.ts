import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/api/client';
import { dropDraft, readDraft, writeDraft } from './drafts';

export type AutosaveState = 'idle' | 'dirty' | 'saving' | 'saved' | 'error' | 'conflict';

export interface AutosaveOptions<T> {
  /** Unique on this device, for example `proposal/<id>`. */
  key: string;
  /** What the form holds now; compared by its JSON. */
  value: T;
  /** The version of the resource the form was filled from. */
  version: number;
  /** Sends the value with `If-Match` of `version`; answers with the new version. */
  save: (value: T, version: number) => Promise<{ version: number }>;
  /** Reads what the server holds, to show both versions after a 412. */
  load: () => Promise<{ value: T; version: number }>;
  /** Puts a value into the form: an unsent copy found on this device, or the server's after a conflict. */
  onReplace: (value: T, reason: 'restored' | 'theirs') => void;
  enabled?: boolean;
  delay?: number;
}

export interface Autosave<T> {
  state: AutosaveState;
  savedAt: Date | null;
  error: unknown;
  conflict: { mine: T; theirs: T; version: number } | null;
  /** The version last acknowledged; send it with the final submission. */
  version: number;
  /** True while something is not acknowledged. */
  unsaved: boolean;
  /** True when an unsent copy of this device was put into the form. */
  restored: boolean;
  /** Saves now and tells whether everything is acknowledged. */
  flush: () => Promise<boolean>;
  keepMine: () => void;
  takeTheirs: () => void;
}

const RETRY = 8_000;

/**
 * Saves a form by itself: about a second after the last change, one request at a time, with `If-Match`. A copy stays
 * in IndexedDB until the server acknowledged it; a stale version stops saving and shows both versions.
 */
export function useAutosave<T>(options: AutosaveOptions<T>): Autosave<T> {
  const { key, enabled = true, delay = 1_000 } = options;
  const latest = useRef(options);
  latest.current = options;
  const text = JSON.stringify(options.value);
  const acknowledged = useRef(text);
  const version = useRef(options.version);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const stopped = useRef(false);
  const [state, setState] = useState<AutosaveState>('idle');
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [restored, setRestored] = useState(false);
  const [conflict, setConflict] = useState<Autosave<T>['conflict']>(null);

  const push = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    if (stopped.current) return false;
    if (running.current) await running.current;
    const { value, save, load } = latest.current;
    const sent = JSON.stringify(value);
    if (sent === acknowledged.current) return true;
    const attempt = (async () => {
      setState('saving');
      try {
        const answer = await save(value, version.current);
        version.current = answer.version;
        acknowledged.current = sent;
        setError(null);
        setSavedAt(new Date());
        if (JSON.stringify(latest.current.value) === sent) {
          setState('saved');
          await dropDraft(key);
          return true;
        }
        setState('dirty');
        timer.current = window.setTimeout(() => void push(), delay);
        return false;
      } catch (cause) {
        setError(cause);
        if (cause instanceof ApiError && cause.status === 412) {
          stopped.current = true;
          const theirs = await load().catch(() => null);
          if (theirs) setConflict({ mine: latest.current.value, theirs: theirs.value, version: theirs.version });
          setState(theirs ? 'conflict' : 'error');
          if (!theirs) stopped.current = false;
          return false;
        }
        setState('error');
        const passing =
          !(cause instanceof ApiError) || cause.status === 0 || cause.status >= 500 || cause.status === 429;
        if (passing) timer.current = window.setTimeout(() => void push(), RETRY);
        return false;
      }
    })();
    running.current = attempt;
    try {
      return await attempt;
    } finally {
      if (running.current === attempt) running.current = null;
    }
  }, [key, delay]);

  // An unsent copy of an earlier visit goes back into the form.
  useEffect(() => {
    let alive = true;
    void readDraft<T>(key).then((copy) => {
      if (!alive || !copy || JSON.stringify(copy.value) === acknowledged.current) return;
      version.current = Math.min(copy.version, version.current);
      setRestored(true);
      latest.current.onReplace(copy.value, 'restored');
    });
    return () => {
      alive = false;
    };
  }, [key]);

  useEffect(() => {
    if (!enabled || text === acknowledged.current || stopped.current) return;
    setState('dirty');
    void writeDraft(key, { value: latest.current.value, version: version.current, at: new Date().toISOString() });
    timer.current = window.setTimeout(() => void push(), delay);
    return () => window.clearTimeout(timer.current);
  }, [text, enabled, delay, key, push]);

  useEffect(() => {
    const again = () => {
      if (JSON.stringify(latest.current.value) !== acknowledged.current) void push();
    };
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [push]);

  const flush = useCallback(async () => {
    if (running.current) await running.current;
    return (await push()) || JSON.stringify(latest.current.value) === acknowledged.current;
  }, [push]);

  const keepMine = useCallback(() => {
    if (!conflict) return;
    version.current = conflict.version;
    stopped.current = false;
    setConflict(null);
    void push();
  }, [conflict, push]);

  const takeTheirs = useCallback(() => {
    if (!conflict) return;
    version.current = conflict.version;
    acknowledged.current = JSON.stringify(conflict.theirs);
    stopped.current = false;
    latest.current.onReplace(conflict.theirs, 'theirs');
    setConflict(null);
    setError(null);
    setState('saved');
    void dropDraft(key);
  }, [conflict, key]);

  return {
    state,
    savedAt,
    error,
    conflict,
    version: version.current,
    unsaved: text !== acknowledged.current,
    restored,
    flush,
    keepMine,
    takeTheirs,
  };
}
