import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/api/client';
import { dropDraft, readDraft, writeDraft } from './drafts';
import { type Clash, type Merged, stableText } from './merge';

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
  onReplace: (value: T, reason: 'restored' | 'theirs' | 'merged') => void;
  /**
   * Brings two edits together that started from the same value. What does not clash is then saved by itself; without
   * it every meeting of two people is shown.
   */
  merge?: (base: T, mine: T, theirs: T) => Merged<T>;
  /** The newest the page knows of the server: taken over while nothing is being written. */
  server?: { value: T; version: number };
  /** What is sent of a value: edits that change nothing of it need no saving. The value itself when left out. */
  wire?: (value: T) => unknown;
  enabled?: boolean;
  delay?: number;
}

export interface Autosave<T> {
  state: AutosaveState;
  savedAt: Date | null;
  error: unknown;
  conflict: { mine: T; theirs: T; version: number; clashes: Clash[] } | null;
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
  /** Ends a conflict with a value made of both. */
  resolve: (value: T) => void;
}

/** Sent when somebody logged in again on this page: what waited for it goes on. */
export const SIGNED_IN = 'yichuang:signed-in';

const RETRY = 8_000;
/** Long enough for the form to be drawn with a value that was just put into it. */
const DRAWN = 60;

/**
 * Saves a form by itself: about a second after the last change, one request at a time, with `If-Match`. A copy stays
 * in IndexedDB until the server acknowledged it; a stale version stops saving and shows both versions.
 */
export function useAutosave<T>(options: AutosaveOptions<T>): Autosave<T> {
  const { key, enabled = true, delay = 1_000 } = options;
  const latest = useRef(options);
  latest.current = options;
  const textOf = useCallback((value: T) => stableText(latest.current.wire?.(value) ?? value), []);
  const text = textOf(options.value);
  // What the server is known to hold, as text and as the value that others' edits are compared with.
  const acknowledged = useRef(text);
  const base = useRef(options.value);
  // What was sent without an answer: when the server turns out to hold it, only the answer was lost.
  const attempted = useRef<string | null>(null);
  const version = useRef(options.version);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const stopped = useRef(false);
  const failed = useRef(false);
  const again = useRef<() => Promise<boolean>>(async () => false);
  const [state, setState] = useState<AutosaveState>('idle');
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [restored, setRestored] = useState(false);
  const [conflict, setConflict] = useState<Autosave<T>['conflict']>(null);

  // A value that was put into the form counts at once, also before the form is drawn with it.
  const held = useRef<{ value: T; instead: string } | null>(null);
  const valueNow = useCallback((): T => {
    const { value } = latest.current;
    return held.current && textOf(value) === held.current.instead ? held.current.value : value;
  }, [textOf]);
  const replace = useCallback(
    (value: T, reason: 'theirs' | 'merged') => {
      held.current = { value, instead: textOf(latest.current.value) };
      latest.current.onReplace(value, reason);
    },
    [textOf],
  );

  /** What to do about a version that somebody else saved meanwhile; true when it was one's own, and only its answer was lost. */
  const meet = useCallback(
    (theirs: { value: T; version: number }, sent: string): boolean => {
      const current = textOf(theirs.value);
      const mine = valueNow();
      const own = current === attempted.current || current === sent;
      const merged: Merged<T> = own
        ? { value: mine, clashes: [] }
        : (latest.current.merge?.(base.current, mine, theirs.value) ?? {
            value: mine,
            clashes: [{ path: [], mine, theirs: theirs.value }],
          });
      if (merged.clashes.length > 0) {
        setConflict({ mine: merged.value, theirs: theirs.value, version: theirs.version, clashes: merged.clashes });
        setState('conflict');
        return false;
      }
      version.current = theirs.version;
      acknowledged.current = current;
      base.current = theirs.value;
      attempted.current = null;
      stopped.current = false;
      setError(null);
      const brought = textOf(merged.value);
      if (brought !== textOf(mine)) replace(merged.value, 'merged');
      if (brought === current) {
        setSavedAt(new Date());
        setState('saved');
        void dropDraft(latest.current.key);
        return true;
      }
      setState('dirty');
      timer.current = window.setTimeout(() => void again.current(), DRAWN);
      return false;
    },
    [textOf, valueNow, replace],
  );

  const push = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    if (stopped.current) return false;
    if (running.current) await running.current;
    const { save, load } = latest.current;
    const value = valueNow();
    const sent = textOf(value);
    if (sent === acknowledged.current) return true;
    failed.current = false;
    const attempt = (async () => {
      setState('saving');
      try {
        const answer = await save(value, version.current);
        version.current = answer.version;
        acknowledged.current = sent;
        base.current = value;
        attempted.current = null;
        setError(null);
        setSavedAt(new Date());
        if (textOf(valueNow()) === sent) {
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
          if (theirs) return meet(theirs, sent);
          setState('error');
          failed.current = true;
          stopped.current = false;
          timer.current = window.setTimeout(() => void push(), RETRY);
          return false;
        }
        setState('error');
        failed.current = true;
        const passing =
          !(cause instanceof ApiError) || cause.status === 0 || cause.status >= 500 || cause.status === 429;
        if (passing) attempted.current = sent;
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
  }, [key, delay, meet, textOf, valueNow]);
  again.current = push;

  // An unsent copy of an earlier visit goes back into the form. Nothing is written over it before it was read.
  const reading = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let alive = true;
    reading.current = readDraft<T>(key).then((copy) => {
      if (!alive || !copy) return;
      if (textOf(copy.value) === acknowledged.current) return dropDraft(key);
      const typed = valueNow();
      const begun = textOf(typed) !== acknowledged.current;
      const value = begun ? latest.current.merge?.(base.current, typed, copy.value).value : copy.value;
      if (value === undefined) return;
      if (copy.base !== undefined && copy.version < version.current) {
        base.current = copy.base;
        acknowledged.current = textOf(copy.base);
      }
      version.current = Math.min(copy.version, version.current);
      setRestored(true);
      latest.current.onReplace(value, 'restored');
    });
    return () => {
      alive = false;
    };
  }, [key, textOf, valueNow]);

  useEffect(() => {
    if (!enabled || text === acknowledged.current || stopped.current) return;
    setState('dirty');
    void reading.current.then(() => {
      const value = valueNow();
      if (textOf(value) === acknowledged.current) return;
      return writeDraft(key, { value, version: version.current, at: new Date().toISOString(), base: base.current });
    });
    timer.current = window.setTimeout(() => void push(), delay);
    return () => window.clearTimeout(timer.current);
  }, [text, enabled, delay, key, push, textOf, valueNow]);

  useEffect(() => {
    const goOn = () => {
      if (textOf(valueNow()) !== acknowledged.current) void push();
    };
    window.addEventListener('online', goOn);
    window.addEventListener(SIGNED_IN, goOn);
    return () => {
      window.removeEventListener('online', goOn);
      window.removeEventListener(SIGNED_IN, goOn);
    };
  }, [push, textOf, valueNow]);

  // What others saved comes into the form by itself, as long as nothing here waits to be saved.
  const known = options.server?.version ?? options.version;
  useEffect(() => {
    const { server, value } = latest.current;
    if (!server || known <= version.current || running.current || stopped.current) return;
    if (textOf(value) !== acknowledged.current) return;
    version.current = known;
    acknowledged.current = textOf(server.value);
    base.current = server.value;
    if (textOf(value) !== acknowledged.current) replace(server.value, 'merged');
  }, [known, textOf, replace]);

  const flush = useCallback(async () => {
    if (running.current) await running.current;
    // A second time for what was brought together with somebody else's edit by the first.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if ((await push()) || textOf(valueNow()) === acknowledged.current) return true;
      if (stopped.current || failed.current) return false;
      await new Promise((resolve) => window.setTimeout(resolve, DRAWN));
    }
    return false;
  }, [push, textOf, valueNow]);

  const resolve = useCallback(
    (value: T) => {
      if (!conflict) return;
      version.current = conflict.version;
      acknowledged.current = textOf(conflict.theirs);
      base.current = conflict.theirs;
      attempted.current = null;
      stopped.current = false;
      if (textOf(value) !== textOf(valueNow())) replace(value, 'theirs');
      setConflict(null);
      setError(null);
      if (textOf(value) === acknowledged.current) {
        setState('saved');
        void dropDraft(key);
        return;
      }
      setState('dirty');
      timer.current = window.setTimeout(() => void push(), DRAWN);
    },
    [conflict, key, push, textOf, valueNow, replace],
  );
  const keepMine = useCallback(() => conflict && resolve(conflict.mine), [conflict, resolve]);
  const takeTheirs = useCallback(() => conflict && resolve(conflict.theirs), [conflict, resolve]);

  return {
    state,
    savedAt,
    error,
    conflict,
    version: version.current,
    unsaved: text !== acknowledged.current,
    restored,
    flush,
    keepMine: () => void keepMine(),
    takeTheirs: () => void takeTheirs(),
    resolve,
  };
}
