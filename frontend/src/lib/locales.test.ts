import { describe, expect, it } from 'vitest';

const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default', eager: true });

function keys(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, child]) => keys(child, prefix ? `${prefix}.${key}` : key));
}

function placeholders(value: unknown, prefix = ''): Record<string, string> {
  if (typeof value === 'string')
    return {
      [prefix]: [...value.matchAll(/\{\{(\w+)\}\}/g)]
        .map((m) => m[1])
        .sort()
        .join(),
    };
  return Object.assign(
    {},
    ...Object.entries(value as object).map(([key, child]) => placeholders(child, `${prefix}.${key}`)),
  );
}

/** English may add `…_one` beside a key with a count. */
function withoutPlurals(names: string[]): string[] {
  return names.filter((name) => !name.endsWith('_one'));
}

const chinese = Object.keys(files).filter((path) => path.includes('/zh-CN/'));

describe('locales', () => {
  it('has the same files in both languages', () => {
    const names = (language: string) =>
      Object.keys(files)
        .filter((path) => path.includes(`/${language}/`))
        .map((path) => path.split('/').pop())
        .sort();
    expect(names('en')).toEqual(names('zh-CN'));
  });

  it.each(chinese)('%s has the same keys and placeholders in English', (path) => {
    const english = files[path.replace('/zh-CN/', '/en/')];
    expect(withoutPlurals(keys(english)).sort()).toEqual(keys(files[path]).sort());
    expect(placeholders(english)).toMatchObject(placeholders(files[path]));
  });

  it.each(Object.keys(files))('%s has no empty text', (path) => {
    expect(keys(files[path]).filter((key) => key === '')).toEqual([]);
    expect(JSON.stringify(files[path])).not.toContain('""');
  });
});
