/** Copies of unsent edits, in IndexedDB (in memory where that is refused), kept until the server acknowledged them. */

export interface DraftCopy<T> {
  value: T;
  /** The version the edit was based on. */
  version: number;
  at: string;
  /** What the edit started from, so that it can be brought together with what others saved meanwhile. */
  base?: T;
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

/** Each tab keeps its own copies: two tabs on one form must not overwrite what the other has not sent yet. */
const TAB = 'yichuang.tab';
let tab: Promise<string> | undefined;

function lockOf(id: string): string {
  return `yichuang-tab-${id}`;
}

/** The id of this tab: it outlives a reload, and a duplicated tab gets another one. */
function thisTab(): Promise<string> {
  tab ??= (async () => {
    const fresh = () => Math.random().toString(36).slice(2);
    let id = fresh();
    try {
      id = sessionStorage.getItem(TAB) ?? id;
      if (!(await hold(id))) {
        id = fresh();
        await hold(id);
      }
      sessionStorage.setItem(TAB, id);
    } catch {
      // Without storage the tab is a new one after each reload; its copies are then found as those of a closed tab.
    }
    return id;
  })();
  return tab;
}

/** Holds a lock as long as the page lives; false when another tab has it. */
function hold(id: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(lockOf(id), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}

async function openTabs(): Promise<Set<string>> {
  const held = navigator.locks ? ((await navigator.locks.query()).held ?? []) : [];
  return new Set(held.map((lock) => lock.name ?? ''));
}

async function keysOf(key: string): Promise<string[]> {
  const stored = (await run<IDBValidKey[]>('readonly', (store) => store.getAllKeys())) ?? [];
  const prefix = `${key}#`;
  return [...new Set([...stored.map(String), ...memory.keys()])].filter((name) => name.startsWith(prefix));
}

async function readOne<T>(name: string): Promise<DraftCopy<T> | undefined> {
  const stored = await run<unknown>('readonly', (store) => store.get(name));
  return (stored ?? memory.get(name)) as DraftCopy<T> | undefined;
}

/** The copy of this tab, or else the newest one that a tab left behind which is not open any more. */
export async function readDraft<T>(key: string): Promise<DraftCopy<T> | undefined> {
  const own = `${key}#${await thisTab()}`;
  const mine = await readOne<T>(own);
  if (mine) return mine;
  const open = await openTabs();
  const left = (await keysOf(key)).filter((name) => !open.has(lockOf(name.slice(key.length + 1))));
  let newest: { name: string; copy: DraftCopy<T> } | undefined;
  for (const name of left) {
    const copy = await readOne<T>(name);
    if (copy && (!newest || copy.at > newest.copy.at)) newest = { name, copy };
  }
  if (!newest) return undefined;
  await put(own, newest.copy);
  await forget(newest.name);
  return newest.copy;
}

async function put(name: string, copy: unknown): Promise<void> {
  memory.set(name, copy);
  await run('readwrite', (store) => store.put(copy, name));
}

async function forget(name: string): Promise<void> {
  memory.delete(name);
  await run('readwrite', (store) => store.delete(name));
}

export async function writeDraft<T>(key: string, copy: DraftCopy<T>): Promise<void> {
  await put(`${key}#${await thisTab()}`, copy);
}

export async function dropDraft(key: string): Promise<void> {
  await forget(`${key}#${await thisTab()}`);
}

/** The copies whose keys begin so, with their keys: those of this tab, and what closed tabs left behind. */
export async function listDrafts<T>(prefix: string): Promise<[string, DraftCopy<T>][]> {
  const names = await run<IDBValidKey[]>('readonly', (store) => store.getAllKeys());
  const kept = [...(names ?? []).map(String), ...memory.keys()].filter((name) => name.startsWith(prefix));
  const keys = new Set(kept.map((name) => name.slice(0, name.lastIndexOf('#'))));
  const found = await Promise.all([...keys].map(async (key) => [key, await readDraft<T>(key)] as const));
  return found.flatMap(([key, copy]) => (copy ? [[key, copy] as [string, DraftCopy<T>]] : []));
}

/** Forgets every copy on this device, at sign-out. */
export async function dropAllDrafts(): Promise<void> {
  memory.clear();
  await run('readwrite', (store) => store.clear());
}
