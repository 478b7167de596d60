import { describe, expect, it } from 'vitest';
import { countCharacters, cutCharacters, type FormField, isShown, wireAnswers } from './forms';

describe('countCharacters', () => {
  it('counts code points and a line break once, as the server does', () => {
    expect(countCharacters('公益创投')).toBe(4);
    expect(countCharacters('民\r\n政')).toBe(3);
    expect(countCharacters('𠮷👍')).toBe(2);
    expect(cutCharacters('𠮷家公益', 2)).toBe('𠮷家');
  });
});

describe('isShown', () => {
  const field = { shown_when: { field: 'joint', one_of: ['yes'] } } as FormField;
  it('follows a choice, a yes or no, and any of several choices', () => {
    expect(isShown(field, { joint: true })).toBe(true);
    expect(isShown(field, { joint: false })).toBe(false);
    expect(isShown(field, {})).toBe(false);
    expect(isShown(field, { joint: ['no', 'yes'] })).toBe(true);
  });
});

describe('wireAnswers', () => {
  it('leaves out what says nothing and empty rows at the end, and keeps the places of the others', () => {
    const rows = [{ name: '' }, { name: 'a' }, { name: ' ' }];
    expect(wireAnswers({ a: ' ', b: 'x', c: [], d: false, rows })).toEqual({
      b: 'x',
      d: false,
      rows: [{ name: '' }, { name: 'a' }],
    });
  });
});
