import { act, renderHook, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { type AutosaveOptions, useAutosave } from './autosave';
import { dropAllDrafts, readDraft, writeDraft } from './drafts';

type Value = { text: string };

function setup(overrides: Partial<AutosaveOptions<Value>> = {}) {
  const save = overrides.save ?? vi.fn(async (_: Value, version: number) => ({ version: version + 1 }));
  const load = overrides.load ?? vi.fn(async () => ({ value: { text: 'theirs' }, version: 9 }));
  const hook = renderHook(() => {
    const [value, setValue] = useState<Value>({ text: 'first' });
    const autosave = useAutosave<Value>({
      key: 'test',
      value,
      version: 1,
      delay: 20,
      onReplace: setValue,
      ...overrides,
      save,
      load,
    });
    return { autosave, value, setValue };
  });
  return { hook, save, load };
}

beforeEach(() => dropAllDrafts());

describe('autosave', () => {
  it('saves once after the last change, with the version it was based on', async () => {
    const { hook, save } = setup();
    expect(hook.result.current.autosave.state).toBe('idle');
    act(() => hook.result.current.setValue({ text: 'a' }));
    act(() => hook.result.current.setValue({ text: 'ab' }));
    expect(hook.result.current.autosave.unsaved).toBe(true);
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('saved'));
    expect(save).toHaveBeenCalledExactlyOnceWith({ text: 'ab' }, 1);
    expect(hook.result.current.autosave).toMatchObject({ unsaved: false, version: 2 });
  });

  it('keeps a copy on the device until the server acknowledged it', async () => {
    const release = { now: () => {} };
    const { hook } = setup({
      save: () =>
        new Promise((resolve) => {
          release.now = () => resolve({ version: 2 });
        }),
    });
    act(() => hook.result.current.setValue({ text: 'precious' }));
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('saving'));
    expect((await readDraft<Value>('test'))?.value).toEqual({ text: 'precious' });
    act(() => release.now());
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('saved'));
    await waitFor(async () => expect(await readDraft('test')).toBeUndefined());
  });

  it('puts an unsent copy of an earlier visit back into the form', async () => {
    await writeDraft<Value>('test', { value: { text: 'from yesterday' }, version: 1, at: '2026-01-01T00:00:00Z' });
    const { hook } = setup();
    await waitFor(() => expect(hook.result.current.value.text).toBe('from yesterday'));
    expect(hook.result.current.autosave.restored).toBe(true);
  });

  it('shows both versions after a 412 and overwrites nothing by itself', async () => {
    const save = vi
      .fn<AutosaveOptions<Value>['save']>()
      .mockRejectedValueOnce(new ApiError(412, { code: 'stale' }))
      .mockResolvedValue({ version: 10 });
    const { hook } = setup({ save });
    act(() => hook.result.current.setValue({ text: 'mine' }));
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('conflict'));
    expect(hook.result.current.autosave.conflict).toMatchObject({ mine: { text: 'mine' }, theirs: { text: 'theirs' } });
    expect(save).toHaveBeenCalledTimes(1);
    act(() => hook.result.current.autosave.keepMine());
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('saved'));
    expect(save).toHaveBeenLastCalledWith({ text: 'mine' }, 9);
  });

  it('takes the server’s version when asked', async () => {
    const { hook } = setup({ save: async () => Promise.reject(new ApiError(412, {})) });
    act(() => hook.result.current.setValue({ text: 'mine' }));
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('conflict'));
    act(() => hook.result.current.autosave.takeTheirs());
    await waitFor(() => expect(hook.result.current.value.text).toBe('theirs'));
    expect(hook.result.current.autosave).toMatchObject({ state: 'saved', unsaved: false, conflict: null });
  });

  it('does not retry what the server refused, and saves again after the next change', async () => {
    const save = vi
      .fn<AutosaveOptions<Value>['save']>()
      .mockRejectedValueOnce(new ApiError(422, { code: 'invalid' }))
      .mockResolvedValue({ version: 2 });
    const { hook } = setup({ save });
    act(() => hook.result.current.setValue({ text: 'bad' }));
    await waitFor(() => expect(hook.result.current.autosave.state).toBe('error'));
    expect(await hook.result.current.autosave.flush()).toBe(true);
    expect(save).toHaveBeenCalledTimes(2);
  });
});
