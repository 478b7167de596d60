import { useCallback, useState } from 'react';

interface Past<T> {
  before: T[];
  now: T;
  after: T[];
  /** When and where the last change was: typing in one place is one step back. */
  at: number;
  place: string;
}

export interface History<T> {
  now: T;
  canUndo: boolean;
  canRedo: boolean;
  change: (edit: (value: T) => T, place: string) => void;
  undo: () => void;
  redo: () => void;
  /** Begins anew, with nothing to undo: what came from the server. */
  reset: (value: T) => void;
}

const TYPING = 1_500;
const STEPS = 100;

/** A value with undo and redo. */
export function useHistory<T>(start: T | (() => T)): History<T> {
  const [past, setPast] = useState<Past<T>>(() => ({
    before: [],
    now: typeof start === 'function' ? (start as () => T)() : start,
    after: [],
    at: 0,
    place: '',
  }));
  const change = useCallback((edit: (value: T) => T, place: string) => {
    setPast((old) => {
      const now = edit(old.now);
      if (now === old.now) return old;
      const typing = place !== '' && place === old.place && Date.now() - old.at < TYPING;
      const before = typing ? old.before : [...old.before, old.now].slice(-STEPS);
      return { before, now, after: [], at: Date.now(), place };
    });
  }, []);
  const undo = useCallback(() => {
    setPast((old) => {
      const now = old.before.at(-1);
      if (now === undefined) return old;
      return { before: old.before.slice(0, -1), now, after: [old.now, ...old.after], at: 0, place: '' };
    });
  }, []);
  const redo = useCallback(() => {
    setPast((old) => {
      const [now, ...after] = old.after;
      if (now === undefined) return old;
      return { before: [...old.before, old.now], now, after, at: 0, place: '' };
    });
  }, []);
  const reset = useCallback((value: T) => setPast({ before: [], now: value, after: [], at: 0, place: '' }), []);
  return { now: past.now, canUndo: past.before.length > 0, canRedo: past.after.length > 0, change, undo, redo, reset };
}
