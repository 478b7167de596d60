import { act, renderHook, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { type AutosaveOptions, SIGNED_IN, useAutosave } from './autosave';
import { dropAllDrafts, readDraft, writeDraft } from './drafts';
import { merge } from './merge';

type Value = { a: string; b: string };
type Server = { value: Value; version: number };

/** A form on a server that keeps one value and refuses stale versions, as the real one does. */
function setup(server: Server, overrides: Partial<AutosaveOptions<Value>> = {}) {
  const save = vi.fn(async (value: Value, version: number) => {
    if (version !== server.version) throw new ApiError(412, { code: 'stale' });
    server.value = value;
    server.version += 1;
    return { version: server.version };
  });
  const start = { ...server };
  const hook = renderHook(
    ({ known }: { known: Server }) => {
      const [value, setValue] = useState<Value>(start.value);
      const autosave = useAutosave<Value>({
        key: 'merge',
        value,
        version: start.version,
        server: known,
        delay: 20,
        merge,
        onReplace: setValue,
        save,
        load: async () => ({ ...server }),
        ...overrides,
      });
      return { autosave, value, setValue };
    },
    { initialProps: { known: start } },
  );
  return { hook, save };
}

beforeEach(() => dropAllDrafts());

describe('autosave with somebody else at work', () => {
  it('brings two edits of different fields together without a question', async () => {
    const server: Server = { value: { a: '', b: '' }, version: 1 };
    const { hook } = setup(server);
    server.value = { a: '', b: 'theirs' };
    server.version = 2;
    act(() => hook.result.current.setValue({ a: 'mine', b: '' }));
    await waitFor(() => expect(server.value).toEqual({ a: 'mine', b: 'theirs' }));
    await waitFor(() => expect(hook.result.current.autosave.unsaved).toBe(false));
    expect(hook.result.current.value).toEqual({ a: 'mine', b: 'theirs' });
  });

  it('asks only about the field that both changed, and keeps the rest of both', async () => {
    const server: Server = { value: { a: '', b: '' }, version: 1 };
    const { hook } = setup(server);
    server.value = { a: 'theirs', b: 'theirs' };
    server.version = 2;
    act(() => hook.result.current.setValue({ a: 'mine', b: '' }));
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('conflict'));
    const conflict = hook.result.current.autosave.conflict;
    expect(conflict?.clashes.map((clash) => clash.path)).toEqual([['a']]);
    act(() => hook.result.current.autosave.resolve({ a: 'both', b: conflict?.mine.b ?? '' }));
    await waitFor(() => expect(server.value).toEqual({ a: 'both', b: 'theirs' }));
  });

  it('is no conflict with oneself when only the answer was lost', async () => {
    const server: Server = { value: { a: '', b: '' }, version: 1 };
    const { hook, save } = setup(server);
    save.mockImplementationOnce(async (value) => {
      server.value = value;
      server.version = 2;
      throw new ApiError(0, {});
    });
    act(() => hook.result.current.setValue({ a: 'kept', b: '' }));
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('error'));
    act(() => hook.result.current.setValue({ a: 'kept and more', b: '' }));
    await waitFor(() => expect(server.value.a).toBe('kept and more'));
    expect(hook.result.current.autosave.conflict).toBeNull();
  });

  it('takes over what others saved while nothing is being written, and not over one’s own edits', async () => {
    const server: Server = { value: { a: '', b: '' }, version: 1 };
    const { hook } = setup(server);
    hook.rerender({ known: { value: { a: '', b: 'new' }, version: 2 } });
    await waitFor(() => expect(hook.result.current.value.b).toBe('new'));
    expect(hook.result.current.autosave.unsaved).toBe(false);
  });

  it('flushes what had to be brought together first', async () => {
    const server: Server = { value: { a: '', b: '' }, version: 1 };
    const { hook } = setup(server, { delay: 60_000 });
    server.value = { a: '', b: 'theirs' };
    server.version = 2;
    act(() => hook.result.current.setValue({ a: 'mine', b: '' }));
    let saved = false;
    await act(async () => {
      saved = await hook.result.current.autosave.flush();
    });
    expect(saved).toBe(true);
    expect(server.value).toEqual({ a: 'mine', b: 'theirs' });
  });

  it('goes on by itself after somebody signed in again', async () => {
    const server: Server = { value: { a: '', b: '' }, version: 1 };
    const { hook, save } = setup(server);
    save.mockRejectedValueOnce(new ApiError(401, {}));
    act(() => hook.result.current.setValue({ a: 'mine', b: '' }));
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('error'));
    act(() => void window.dispatchEvent(new Event(SIGNED_IN)));
    await waitFor(() => expect(server.value.a).toBe('mine'));
  });

  it('compares a restored copy with what it started from, not with what is there now', async () => {
    const server: Server = { value: { a: '', b: 'theirs' }, version: 2 };
    await writeDraft<Value>('merge', {
      value: { a: 'from before the reload', b: '' },
      version: 1,
      at: '2026-01-01T00:00:00Z',
      base: { a: '', b: '' },
    });
    setup(server);
    await waitFor(() => expect(server.value).toEqual({ a: 'from before the reload', b: 'theirs' }));
    await waitFor(async () => expect(await readDraft('merge')).toBeUndefined());
  });
});
