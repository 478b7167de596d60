import { describe, expect, it } from 'vitest';
import { put, read, same, sum, write } from './document';

const scheme = { notice: { unit: 'working', days: 5 }, tranches: [{ bp: 5000 }, { bp: 5000 }], cap: null };

describe('document', () => {
  it('reads by pointer and knows when nothing is there', () => {
    expect(read(scheme, '/notice/days')).toBe(5);
    expect(read(scheme, '/tranches/1/bp')).toBe(5000);
    expect(read(scheme, '/tranches/2/bp')).toBeUndefined();
    expect(read(scheme, '/cap/share')).toBeUndefined();
  });

  it('writes a copy and leaves the rest alone', () => {
    const changed = write(scheme, '/tranches/1/bp', 4000);
    expect(read(changed, '/tranches/1/bp')).toBe(4000);
    expect(read(scheme, '/tranches/1/bp')).toBe(5000);
    expect(read(changed, '/notice')).toBe(scheme.notice);
    expect(write(scheme, '/quota/max_awards', 3)).toMatchObject({ quota: { max_awards: 3 } });
  });

  it('takes an optional list away with its last entry, and brings it back with its first', () => {
    const list = { pointer: '/defence_rubric/criteria', optional: true };
    const written = put(scheme, list, [{ code: 'reply' }]);
    expect(read(written, '/defence_rubric/criteria/0/code')).toBe('reply');
    expect(read(put(written, list, []), '/defence_rubric')).toBeNull();
    expect(read(put(scheme, { pointer: '/tranches' }, []), '/tranches')).toEqual([]);
  });

  it('compares without regard to the order of members', () => {
    expect(same({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(same({ a: 1 }, { a: 1, b: null })).toBe(false);
    expect(same(undefined, null)).toBe(true);
  });

  it('adds up a column', () => {
    expect(sum(scheme.tranches, 'bp')).toBe(10000);
    expect(sum([{ bp: null }, { bp: 1 }], 'bp')).toBe(1);
  });
});
