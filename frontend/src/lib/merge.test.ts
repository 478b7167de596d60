import { describe, expect, it } from 'vitest';
import { merge, withField } from './merge';

describe('merge', () => {
  const base = { title: '甲', content: { need: '一', goals: '二' }, rows: [{ key: 'r0', name: 'a' }] };

  it('takes from each side what only that side changed', () => {
    const mine = { ...base, title: '我的' };
    const theirs = { ...base, content: { need: '一', goals: '他们的' } };
    expect(merge(base, mine, theirs)).toEqual({
      value: { ...base, title: '我的', content: { need: '一', goals: '他们的' } },
      clashes: [],
    });
  });

  it('names the field that both changed, and keeps mine until somebody decides', () => {
    const found = merge(base, { ...base, title: '我的' }, { ...base, title: '他们的' });
    expect(found.value.title).toBe('我的');
    expect(found.clashes).toEqual([{ path: ['title'], mine: '我的', theirs: '他们的' }]);
  });

  it('does not clash where both wrote the same, nor over the keys of drawn rows', () => {
    const mine = { ...base, title: '同', rows: [{ key: 'new', name: 'a' }] };
    const theirs = { ...base, title: '同' };
    expect(merge(base, mine, theirs, 'key').clashes).toEqual([]);
  });

  it('adds a field of one side and lets go of one that the other removed', () => {
    const start: Record<string, string> = { a: '1', b: '2' };
    expect(merge(start, { a: '1', b: '2', c: '3' }, { a: '1' })).toEqual({ value: { a: '1', c: '3' }, clashes: [] });
  });

  it('clashes when a list was changed on both sides', () => {
    const start = { rows: ['a'] };
    expect(merge(start, { rows: ['a', 'b'] }, { rows: ['c'] }).clashes.map((clash) => clash.path)).toEqual([['rows']]);
  });
});

describe('withField', () => {
  it('replaces one field and leaves the others as they are', () => {
    expect(withField({ a: { b: 1, c: 2 } }, ['a', 'b'], 3)).toEqual({ a: { b: 3, c: 2 } });
    expect(withField({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
  });
});
