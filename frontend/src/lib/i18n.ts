import { useSyncExternalStore } from 'react';
import common from '@/locales/zh-CN/common.json?portal';
import enums from '@/locales/zh-CN/enum.json?portal';
import publicTexts from '@/locales/zh-CN/public.json';
import type { Language } from './dates';
import type { Key, Namespace } from './i18n.types';

/**
 * Texts in two languages, in a kilobyte: the portal is read on phones, and a general library costs it 17 KB.
 * Chinese texts of the portal travel with the first script; all others are fetched when first needed.
 */
interface Tree {
  [key: string]: string | Tree;
}

const bundled: Record<string, Tree> = { common, public: publicTexts, enum: enums };
type Files = Record<string, () => Promise<Tree>>;
/** Where a text comes from: those the portal may ask for; the workspace adds its own. */
const files: Files = import.meta.glob<Tree>(
  [
    '../locales/*/{accounts,actions,common,enum,files,members,needs,portal,problems,public,rules}.json',
    '!../locales/zh-CN/public.json',
  ],
  { import: 'default' },
);
const STORE = 'yichuang.lang';

const texts: Record<Language, Record<string, Tree>> = { 'zh-CN': { ...bundled }, en: {} };
/** What the first script carries only in part (`vite.config.ts`); the rest is fetched like any other text. */
const partly = new Set(['common', 'enum']);
const wanted = new Set(Object.keys(bundled));
const listeners = new Set<() => void>();
const plural = new Intl.PluralRules('en');
let language: Language = 'zh-CN';
let state: { language: Language } = { language };

function changed(): void {
  state = { language };
  for (const listener of listeners) listener();
}

function lookUp(tree: Tree | undefined, path: string): string | undefined {
  let node: string | Tree | undefined = tree;
  for (const step of path.split('.')) {
    if (node === undefined || typeof node === 'string') return undefined;
    node = node[step];
  }
  return typeof node === 'string' ? node : undefined;
}

function find(key: string, namespace: string): string | undefined {
  const colon = key.indexOf(':');
  const name = colon < 0 ? namespace : key.slice(0, colon);
  const path = colon < 0 ? key : key.slice(colon + 1);
  return lookUp(texts[language][name], path) ?? lookUp(texts['zh-CN'][name], path);
}

type Values = Record<string, string | number | null | undefined>;

function translate(key: string, values: Values | undefined, namespace: string): string {
  const one = language === 'en' && typeof values?.count === 'number' && plural.select(values.count) === 'one';
  const text = (one ? find(`${key}_one`, namespace) : undefined) ?? find(key, namespace);
  if (text === undefined) return key;
  return values ? text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? '')) : text;
}

export function currentLanguage(): Language {
  return language;
}

/** The text of a key that is only known at run time (`enum:state.call.draft`), or `undefined`. */
export function textOf(key: string, values?: Values): string | undefined {
  return find(key, 'common') === undefined ? undefined : translate(key, values, 'common');
}

/** Translates a key of the namespace, or of any other by `namespace:key`; `{{name}}` is filled from the values. */
export type Translate<N extends Namespace> = (key: Key<N>, values?: Values) => string;

function translator<N extends Namespace>(namespace: N): Translate<N> {
  return (key, values) => translate(key, values, namespace);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The translator of a namespace; the component is drawn again when the language changes. */
export function useTranslation<N extends Namespace = 'common'>(namespace?: N): { t: Translate<N>; language: Language } {
  const current = useSyncExternalStore(subscribe, () => state);
  return { t: translator((namespace ?? 'common') as N), language: current.language };
}

async function load(target: Language, namespaces: Iterable<string>): Promise<void> {
  await Promise.all(
    [...namespaces].map(async (name) => {
      const part = target === 'zh-CN' && partly.has(name);
      if (texts[target][name] && !part) return;
      const file = files[`../locales/${target}/${name}.json`];
      if (!file) throw new Error(`no texts of this name here: ${name}`);
      texts[target][name] = await file();
      if (part) partly.delete(name);
    }),
  );
}

/** The word for a named value; when the part at hand does not have it, the page is drawn again once the rest is there. */
export function enumText(path: string): string | undefined {
  const text = textOf(`enum:${path}`);
  if (text === undefined && partly.has('enum')) void loadTexts('enum').then(changed, () => undefined);
  return text;
}

/** Tells where further texts come from. */
export function addTexts(more: Files): void {
  Object.assign(files, more);
}

/** Loads further texts in the current language; a route that needs them waits for it. */
export async function loadTexts(...namespaces: Namespace[]): Promise<void> {
  for (const name of namespaces) wanted.add(name);
  await load(language, namespaces);
}

/** Switches the language of the whole page and remembers it on this device. */
export async function setLanguage(target: Language): Promise<void> {
  await load(target, wanted);
  language = target;
  document.documentElement.lang = target;
  try {
    localStorage.setItem(STORE, target);
  } catch {
    // Private windows may refuse storage; the choice then lasts for this page.
  }
  changed();
}

/** Resolves when the language chosen on this device is ready to be painted. */
export async function startI18n(): Promise<void> {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORE);
  } catch {
    stored = null;
  }
  if (stored === 'en') await setLanguage('en');
  // The words for failures come along behind the first page; a lost connection has its own in `common`.
  void loadTexts('problems').then(changed, () => undefined);
}
