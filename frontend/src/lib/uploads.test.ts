import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { dropAllDrafts, listDrafts } from './drafts';
import { mediaTypeOf, refusalOf, sha256Of, type UploadApi, type UploadedFile, useUploads } from './uploads';

const SIZE = 10;

/** A server that keeps the bytes of one file in chunks of ten. */
function server(overrides: Partial<UploadApi> = {}) {
  const state = { bytes: '', removed: false, size: 0, done: false, created: 0 };
  const view = (): UploadedFile => ({
    id: 'f1',
    name: 'a.pdf',
    size: state.size,
    offset: state.bytes.length,
    chunk_size: SIZE,
    media_type: 'application/pdf',
    state: state.removed ? 'removed' : state.done ? 'stored' : 'uploading',
    sha256: state.done ? 'abc' : null,
  });
  const api: UploadApi = {
    rule: async () => undefined,
    create: async (_, file) => {
      state.created += 1;
      state.size = file.size;
      return { file: view(), token: 'secret' };
    },
    get: async () => view(),
    put: async (_, offset, bytes) => {
      if (offset !== state.bytes.length) throw new ApiError(409, { code: 'wrong_offset' });
      state.bytes += await bytes.text();
      return view();
    },
    complete: async () => {
      state.done = true;
      return view();
    },
    remove: async () => {
      state.removed = true;
    },
    ...overrides,
  };
  return { state, api };
}

const file = (text = 'abcdefghijklmnopqrstuvwxy') => new File([text], 'a.pdf', { type: 'application/pdf' });

function setup(api: UploadApi) {
  const onDone = vi.fn();
  const hook = renderHook(() => useUploads({ api, purpose: 'proposal_attachment', slot: 'p1', onDone }));
  return { hook, onDone };
}

beforeEach(() => dropAllDrafts());

describe('uploads', () => {
  it('sends a file chunk after chunk and hands over what became of it', async () => {
    const { state, api } = server();
    const { hook, onDone } = setup(api);
    act(() => hook.result.current.add([file()]));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(state.bytes).toBe('abcdefghijklmnopqrstuvwxy');
    expect(onDone).toHaveBeenCalledWith(expect.objectContaining({ id: 'f1', state: 'stored' }), 'secret');
    await waitFor(() => expect(hook.result.current.uploads).toMatchObject([{ state: 'done', sent: 25 }]));
    expect(await listDrafts('upload|')).toEqual([]);
  });

  it('goes on where the server is when another tab was quicker', async () => {
    const { state, api } = server();
    const { hook, onDone } = setup({
      ...api,
      put: async (...step) => {
        const [, offset] = step;
        if (offset === 0 && state.bytes === '') state.bytes = 'abcdefghij';
        return api.put(...step);
      },
    });
    act(() => hook.result.current.add([file()]));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(state.bytes).toBe('abcdefghijklmnopqrstuvwxy');
  });

  it('tries again by itself when the connection drops', async () => {
    const { state, api } = server();
    let drops = 1;
    const { hook, onDone } = setup({
      ...api,
      put: async (...step) => {
        if (drops-- > 0) throw new ApiError(0, {});
        return api.put(...step);
      },
    });
    act(() => hook.result.current.add([file()]));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce(), { timeout: 3000 });
    expect(state.bytes).toHaveLength(25);
  });

  it('goes on after a reload with the file kept on this device', async () => {
    const { state, api } = server();
    const stuck = setup({
      ...api,
      put: (_, offset, bytes) =>
        offset === 0 ? api.put('f1', 0, bytes, new AbortController().signal) : new Promise(() => {}),
    });
    act(() => stuck.hook.result.current.add([file()]));
    await waitFor(() => expect(state.bytes).toBe('abcdefghij'));
    stuck.hook.unmount();

    const { hook, onDone } = setup(api);
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(state).toMatchObject({ bytes: 'abcdefghijklmnopqrstuvwxy', created: 1 });
    await waitFor(() => expect(hook.result.current.uploads).toMatchObject([{ name: 'a.pdf', state: 'done' }]));
  });

  it('says why a file was refused and begins anew when it is tried again', async () => {
    const { state, api } = server();
    let refuse = true;
    const { hook, onDone } = setup({
      ...api,
      complete: async (...step) => {
        if (refuse) {
          refuse = false;
          state.bytes = '';
          throw new ApiError(422, { code: 'invalid', errors: [{ pointer: '/content', code: 'damaged', detail: '' }] });
        }
        return api.complete(...step);
      },
    });
    act(() => hook.result.current.add([file()]));
    await waitFor(() => expect(hook.result.current.uploads[0]?.state).toBe('failed'));
    const [failed] = hook.result.current.uploads;
    if (failed) act(() => hook.result.current.retry(failed));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(state.created).toBe(2);
  });

  it('stops at once and tells the server when it is taken back', async () => {
    const { state, api } = server();
    const { hook, onDone } = setup({ ...api, put: () => new Promise(() => {}) });
    act(() => hook.result.current.add([file()]));
    await waitFor(() => expect(hook.result.current.uploads[0]?.file?.id).toBe('f1'));
    const [upload] = hook.result.current.uploads;
    if (upload) await act(() => hook.result.current.remove(upload));
    expect(hook.result.current.uploads).toEqual([]);
    expect(state.removed).toBe(true);
    expect(onDone).not.toHaveBeenCalled();
    expect(await listDrafts('upload|')).toEqual([]);
  });
});

describe('what is refused before anything is sent', () => {
  const rule = { purpose: 'x', labels: [], extensions: ['pdf'], media_types: ['application/pdf'], max_bytes: 100 };

  it.each([
    ['a.pdf', 100, undefined],
    ['a.PDF', 1, undefined],
    ['a.exe', 1, 'kind'],
    ['a', 1, 'kind'],
    ['a.png', 1, 'kind'],
    ['a.pdf', 101, 'tooLarge'],
    ['a.pdf', 0, 'empty'],
  ])('%s of %i bytes: %s', (name, size, why) => {
    expect(refusalOf({ name, size }, rule)).toBe(why);
  });

  it('knows tables by their names, whatever the browser calls them', () => {
    expect(mediaTypeOf('名单.csv')).toBe('text/csv');
  });

  it('hashes as the server does', async () => {
    expect(await sha256Of(new Blob(['abc']))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
