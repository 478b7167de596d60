/** Two edits of one value, brought together field by field against what both started from. */

export interface Clash {
  /** The way to the field. */
  path: string[];
  mine: unknown;
  theirs: unknown;
}

export interface Merged<T> {
  /** Everything of both; where they clash, mine. */
  value: T;
  clashes: Clash[];
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a value; members named `ignored` are the page's own and tell nothing. */
function textOf(value: unknown, ignored: string | undefined): string {
  return ignored === undefined ? stableText(value) : stableText(without(value, ignored));
}

function without(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, name));
  if (!isTree(value)) return value;
  const members = Object.entries(value).filter(([member]) => member !== name);
  return Object.fromEntries(members.map(([member, inner]) => [member, without(inner, name)]));
}

/**
 * Three-way merge: a field that only one side changed takes that side, lists count as one field. `ignored` names
 * members of rows that are not content, such as the keys of drawn rows.
 */
export function merge<T>(base: T, mine: T, theirs: T, ignored?: string): Merged<T> {
  const clashes: Clash[] = [];
  const same = (a: unknown, b: unknown) => textOf(a, ignored) === textOf(b, ignored);
  const one = (was: unknown, here: unknown, there: unknown, path: string[]): unknown => {
    if (same(here, there) || same(was, there)) return here;
    if (same(was, here)) return there;
    if (isTree(here) && isTree(there)) {
      const before = isTree(was) ? was : {};
      const names = new Set([...Object.keys(here), ...Object.keys(there)]);
      const all: Tree = {};
      for (const name of names) {
        const member = one(before[name], here[name], there[name], [...path, name]);
        if (member !== undefined) all[name] = member;
      }
      return all;
    }
    clashes.push({ path, mine: here, theirs: there });
    return here;
  };
  return { value: one(base, mine, theirs, []) as T, clashes };
}

/** The field at a path. */
export function fieldAt(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isTree(inner) ? inner[name] : undefined), value);
}

/** The same value with the field at a path replaced. */
export function withField<T>(value: T, path: string[], field: unknown): T {
  const [name, ...rest] = path;
  if (name === undefined) return field as T;
  const tree = isTree(value) ? value : {};
  const next: Tree = { ...tree, [name]: withField<unknown>((tree as Tree)[name], rest, field) };
  if (rest.length === 0 && field === undefined) delete next[name];
  return next as T;
}

/** One text for equal values, whatever the order in which their members were written. */
export function stableText(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) =>
      isTree(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
    ) ?? ''
  );
}
