import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import sections from './sections.json';

const src = resolve(__dirname, '..');
const known = new Set(readdirSync(join(src, 'locales/zh-CN')).map((name) => name.replace('.json', '')));

function fileOf(spec: string, from: string): string | undefined {
  if (!/^[@.]\//.test(spec) && !spec.startsWith('../')) return undefined;
  const path = spec.startsWith('@/') ? join(src, spec.slice(2)) : resolve(dirname(from), spec);
  return [path, `${path}.ts`, `${path}.tsx`].find((name) => /\.tsx?$/.test(name) && existsSync(name));
}

/** The namespaces a file names: by its translator, or by `namespace:key`. */
function namedIn(text: string): string[] {
  const translators = [...text.matchAll(/useTranslation\('(\w+)'\)/g)];
  const keys = [...text.matchAll(/['"`](\w+):[\w.${}]+/g)];
  return [...translators, ...keys].map((match) => match[1] ?? '').filter((name) => known.has(name));
}

/** Every namespace that a page and all it is made of may say, and those that a part of it waits for itself. */
function namespacesOf(route: string): { said: Set<string>; waited: Set<string> } {
  const waited = new Set<string>();
  const found = new Set<string>();
  const seen = new Set<string>();
  const walk = (file: string) => {
    if (seen.has(file) || file.includes('/api/gen/')) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const name of namedIn(text)) found.add(name);
    for (const [, name = ''] of text.matchAll(/loadTexts\('(\w+)'\)/g)) waited.add(name);
    for (const [, spec = ''] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      const next = fileOf(spec, file);
      if (next) walk(next);
    }
  };
  walk(route);
  return { said: found, waited };
}

describe('sections of the workspace', () => {
  const routes = readdirSync(join(src, 'routes')).filter((name) => /^app\..+\.tsx$/.test(name));

  it.each(routes)('%s finds its texts loaded', (route) => {
    const own = (sections as Record<string, string[]>)[route.split('.')[1] ?? ''] ?? [];
    const { said, waited } = namespacesOf(join(src, 'routes', route));
    // The words for failures come along behind the first page.
    const loaded = new Set([...sections.every, ...own, ...waited, 'problems']);
    expect([...said].filter((name) => !loaded.has(name))).toEqual([]);
  });
});
