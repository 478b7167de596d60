/** Copies of unsent edits, in IndexedDB (in memory where that is refused), kept until the server acknowledged them. */

export interface DraftCopy<T> {
  value: T;
  /** The version the edit was based on. */
  version: number;
  at: string;
}

const DATABASE = 'yichuang';
const STORE = 'drafts';
const memory = new Map<string, unknown>();
let opening: Promise<IDBDatabase | null> | undefined;

function open(): Promise<IDBDatabase | null> {
  opening ??= new Promise((resolve) => {
    if (typeof indexedDB === 'undefined') return resolve(null);
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opening;
}

async function run<R>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<R>): Promise<R | undefined> {
  const database = await open();
  if (!database) return undefined;
  return new Promise((resolve) => {
    const request = act(database.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  });
}

export async function readDraft<T>(key: string): Promise<DraftCopy<T> | undefined> {
  const stored = await run<unknown>('readonly', (store) => store.get(key));
  return (stored ?? memory.get(key)) as DraftCopy<T> | undefined;
}

export async function writeDraft<T>(key: string, copy: DraftCopy<T>): Promise<void> {
  memory.set(key, copy);
  await run('readwrite', (store) => store.put(copy, key));
}

export async function dropDraft(key: string): Promise<void> {
  memory.delete(key);
  await run('readwrite', (store) => store.delete(key));
}

/** Forgets every copy on this device, at sign-out. */
export async function dropAllDrafts(): Promise<void> {
  memory.clear();
  await run('readwrite', (store) => store.clear());
}
