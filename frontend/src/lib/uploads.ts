/**
 * Uploads in chunks that survive a lost connection, a reload and a closed tab: the chosen file itself is kept on this
 * device until it is uploaded, and the server says where to go on.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/api/client';
import { dropDraft, listDrafts, writeDraft } from './drafts';

/** What the server knows about a file. */
export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  offset: number;
  chunk_size: number;
  media_type: string;
  state: string;
  sha256?: string | null | undefined;
}

/** Kinds and size that a purpose takes. */
export interface UploadRule {
  purpose: string;
  labels: string[];
  media_types: string[];
  extensions: string[];
  max_bytes: number;
}

interface NewUpload {
  name: string;
  size: number;
  media_type: string;
}

/** The steps of an upload; one set for people with an account, one for those without. */
export interface UploadApi {
  rule: (purpose: string) => Promise<UploadRule | undefined>;
  create: (purpose: string, file: NewUpload, key: string) => Promise<{ file: UploadedFile; token?: string }>;
  get: (id: string, token?: string) => Promise<UploadedFile>;
  put: (id: string, offset: number, bytes: Blob, signal: AbortSignal, token?: string) => Promise<UploadedFile>;
  complete: (id: string, sha256: string | undefined, key: string, token?: string) => Promise<UploadedFile>;
  remove: (id: string, token?: string) => Promise<unknown>;
}

type UploadState = 'waiting' | 'sending' | 'checking' | 'done' | 'failed';

/** One file on its way. */
export interface Upload {
  /** Stays the same from choosing on; also the idempotency key of its first step. */
  key: string;
  name: string;
  size: number;
  sent: number;
  state: UploadState;
  error?: unknown;
  file?: UploadedFile;
  token?: string;
}

interface Kept {
  blob: Blob;
  name: string;
  mediaType: string;
  id?: string;
  token?: string;
}

/** The same as it lies on the device: bytes survive there in every browser, files do not. */
interface Stored extends Omit<Kept, 'blob'> {
  bytes: Uint8Array<ArrayBuffer>;
}

/** Why a file is not even begun. */
export type Refusal = 'kind' | 'tooLarge' | 'empty' | 'tooMany';

const RETRIES = [500, 2000, 5000];
const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** The media type by the ending of the name: browsers do not agree on those of tables. */
export function mediaTypeOf(name: string): string | undefined {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
}

export function refusalOf(file: { name: string; size: number }, rule: UploadRule): Refusal | undefined {
  const type = mediaTypeOf(file.name);
  if (!type || !rule.media_types.includes(type)) return 'kind';
  if (file.size > rule.max_bytes) return 'tooLarge';
  return file.size === 0 ? 'empty' : undefined;
}

/** SHA-256 in hex; undefined where the browser has none (pages without TLS). */
export async function sha256Of(blob: Blob): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(await blob.arrayBuffer()));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Whether the same step may work a moment later. */
function passing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.code === 'busy');
}

async function patiently<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  for (const wait of RETRIES) {
    try {
      return await act();
    } catch (error) {
      if (!passing(error)) throw error;
      await pause(wait, signal);
    }
  }
  return act();
}

/** Sends a file from wherever the server is; resolves with the checked file. */
async function send(
  api: UploadApi,
  purpose: string,
  kept: Kept & { key: string },
  on: {
    begun: (file: UploadedFile, token?: string) => Promise<void>;
    sent: (bytes: number) => void;
    checking: () => void;
  },
  signal: AbortSignal,
): Promise<UploadedFile> {
  const { blob, name, mediaType, key } = kept;
  let { token } = kept;
  let file: UploadedFile;
  if (kept.id) {
    const { id } = kept;
    file = await patiently(signal, () => api.get(id, token));
  } else {
    const begun = await patiently(signal, () =>
      api.create(purpose, { name, size: blob.size, media_type: mediaType }, key),
    );
    file = begun.file;
    token = begun.token;
    await on.begun(file, token);
  }
  on.sent(file.offset);
  while (file.state === 'uploading' && file.offset < blob.size) {
    signal.throwIfAborted();
    const { id, offset, chunk_size: size } = file;
    try {
      file = await patiently(signal, () => api.put(id, offset, blob.slice(offset, offset + size), signal, token));
    } catch (error) {
      // Another tab was quicker: go on where it is.
      if (!(error instanceof ApiError) || error.code !== 'wrong_offset') throw error;
      file = await api.get(id, token);
      if (file.offset === offset) throw error;
    }
    on.sent(file.offset);
  }
  if (file.state !== 'uploading') return file;
  on.checking();
  const sha256 = await sha256Of(blob);
  const { id } = file;
  return patiently(signal, () => api.complete(id, sha256, `${key}-done`, token));
}

const prefixOf = (slot: string) => `upload|${slot}|`;

/** Uploads for one place of a page, such as `proposal-<id>`; those that a reload interrupted go on by themselves. */
export function useUploads({
  api,
  purpose,
  slot,
  onDone,
}: {
  api: UploadApi;
  purpose: string;
  slot: string;
  onDone: (file: UploadedFile, token?: string) => void;
}) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const done = useRef(onDone);
  done.current = onDone;

  const patch = useCallback((key: string, change: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }, []);

  const start = useCallback(
    async (key: string, first: Kept) => {
      if (running.current.has(key)) return;
      const controller = new AbortController();
      running.current.set(key, controller);
      let kept = first;
      const bytes = new Uint8Array(await first.blob.arrayBuffer());
      const keep = () => {
        const { blob: _, ...about } = kept;
        const value: Stored = { ...about, bytes };
        return writeDraft(prefixOf(slot) + key, { value, version: 0, at: new Date().toISOString() });
      };
      patch(key, { state: 'sending', error: undefined });
      try {
        await keep();
        const file = await send(
          api,
          purpose,
          { ...kept, key },
          {
            begun: async (begun, token) => {
              kept = { ...kept, id: begun.id, ...(token ? { token } : {}) };
              patch(key, { file: begun, ...(token ? { token } : {}) });
              await keep();
            },
            sent: (sent) => patch(key, { sent }),
            checking: () => patch(key, { state: 'checking' }),
          },
          controller.signal,
        );
        await dropDraft(prefixOf(slot) + key);
        if (file.state !== 'stored') {
          setUploads((all) => all.filter((one) => one.key !== key));
          return;
        }
        patch(key, { state: 'done', file });
        done.current(file, kept.token);
      } catch (error) {
        if (controller.signal.aborted) return;
        // What the server refused for good is begun anew if it is tried again.
        const final = error instanceof ApiError && [404, 409, 422].includes(error.status);
        if (final) await dropDraft(prefixOf(slot) + key);
        patch(key, { state: 'failed', error });
      } finally {
        running.current.delete(key);
      }
    },
    [api, patch, purpose, slot],
  );

  const blobs = useRef(new Map<string, Kept>());

  const add = useCallback(
    (files: File[]) => {
      for (const file of files) {
        const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
        const kept = { blob: file, name: file.name, mediaType: mediaTypeOf(file.name) ?? file.type };
        blobs.current.set(key, kept);
        setUploads((all) => [...all, { key, name: file.name, size: file.size, sent: 0, state: 'waiting' }]);
        void start(key, kept);
      }
    },
    [start],
  );

  /** Stops one, or takes back one that is complete; the server forgets it. */
  const remove = useCallback(
    async (upload: Upload) => {
      running.current.get(upload.key)?.abort();
      setUploads((all) => all.filter((one) => one.key !== upload.key));
      await dropDraft(prefixOf(slot) + upload.key);
      if (upload.file) await api.remove(upload.file.id, upload.token).catch(() => undefined);
    },
    [api, slot],
  );

  const retry = useCallback(
    (upload: Upload) => {
      const kept = blobs.current.get(upload.key);
      if (!kept) return;
      const refused = upload.error instanceof ApiError && [404, 409, 422].includes(upload.error.status);
      if (!refused) {
        void start(upload.key, {
          ...kept,
          ...(upload.file ? { id: upload.file.id } : {}),
          ...(upload.token ? { token: upload.token } : {}),
        });
        return;
      }
      setUploads((all) => all.filter((one) => one.key !== upload.key));
      add([new File([kept.blob], kept.name)]);
    },
    [add, start],
  );

  useEffect(() => {
    let gone = false;
    void listDrafts<Stored>(prefixOf(slot)).then((found) => {
      if (gone) return;
      for (const [name, copy] of found) {
        const key = name.slice(prefixOf(slot).length);
        if (blobs.current.has(key)) continue;
        const { bytes, ...about } = copy.value;
        const kept = { ...about, blob: new Blob([bytes], { type: about.mediaType }) };
        blobs.current.set(key, kept);
        setUploads((all) => [
          ...all,
          {
            key,
            name: kept.name,
            size: kept.blob.size,
            sent: 0,
            state: 'waiting',
            ...(kept.token ? { token: kept.token } : {}),
          },
        ]);
        void start(key, kept);
      }
    });
    return () => {
      gone = true;
    };
  }, [slot, start]);

  // Leaving the page stops the sending; what was kept goes on the next time.
  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  /** Forgets a finished one here, once the page shows it in its own list. */
  const forget = useCallback((key: string) => setUploads((all) => all.filter((one) => one.key !== key)), []);

  return { uploads, add, remove, retry, forget };
}
