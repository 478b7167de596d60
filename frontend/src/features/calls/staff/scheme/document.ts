import { pointerPath } from '@/lib/pointers';

/** A scheme as the form edits it: read and written by JSON pointer. */
export type Node = null | boolean | number | string | Node[] | { [name: string]: Node };

/** What stands at the pointer; `undefined` where nothing does. */
export function read(document: Node | undefined, pointer: string): Node | undefined {
  let node: Node | undefined = document;
  for (const step of pointerPath(pointer)) {
    if (node === null || typeof node !== 'object') return undefined;
    node = Array.isArray(node) ? node[Number(step)] : node[String(step)];
  }
  return node;
}

/** The document with another value at the pointer; the parts that do not change are shared. */
export function write(document: Node, pointer: string, value: Node): Node {
  const [step, ...rest] = pointerPath(pointer);
  if (step === undefined) return value;
  const below = rest.length > 0 ? `/${rest.join('/')}` : '';
  if (Array.isArray(document)) {
    return document.map((item, index) => (index === Number(step) ? write(item, below, value) : item));
  }
  const members = document !== null && typeof document === 'object' ? document : {};
  return { ...members, [step]: write(members[String(step)] ?? null, below, value) };
}

/** The document with a setting written; an optional list without entries goes together with what holds it. */
export function put(document: Node, setting: { pointer: string; optional?: boolean }, value: Node): Node {
  const empty = setting.optional && Array.isArray(value) && value.length === 0;
  const holder = setting.pointer.slice(0, setting.pointer.lastIndexOf('/'));
  return empty && holder ? write(document, holder, null) : write(document, setting.pointer, value);
}

/** Equal as documents: the order of members does not matter, and nothing is like null. */
export function same(left: Node | undefined, right: Node | undefined): boolean {
  return JSON.stringify(sorted(left ?? null)) === JSON.stringify(sorted(right ?? null));
}

function sorted(node: Node): Node {
  if (Array.isArray(node)) return node.map(sorted);
  if (node === null || typeof node !== 'object') return node;
  const names = Object.keys(node).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(node[name] ?? null)]));
}

/** What numbers at `column` of the rows add up to; anything that is no number counts as nothing. */
export function sum(rows: Node | undefined, column: string): number {
  if (!Array.isArray(rows)) return 0;
  return rows.reduce<number>((total, row) => {
    const value = read(row, `/${column}`);
    return total + (typeof value === 'number' ? value : 0);
  }, 0);
}
