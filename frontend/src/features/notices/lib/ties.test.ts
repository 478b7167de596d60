import { describe, expect, it } from 'vitest';
import { moved, tiedRows } from './ties';

const row = (id: string, tie_group: number | null) => ({
  tie_group,
  proposal: { id, title: id, organisation_name: '示例中心' },
});

describe('ties', () => {
  const tied = tiedRows([row('a', null), row('b', 1), row('c', 1), row('d', 2), row('e', 3), row('f', 3)]);

  it('keeps groups of two and more', () => {
    expect(tied.map((entry) => entry.id)).toEqual(['b', 'c', 'e', 'f']);
  });

  it('moves within a group only', () => {
    expect(moved(tied, 'c', -1).map((entry) => entry.id)).toEqual(['c', 'b', 'e', 'f']);
    expect(moved(tied, 'c', 1)).toBe(tied);
    expect(moved(tied, 'b', -1)).toBe(tied);
    expect(moved(tied, 'unknown', 1)).toBe(tied);
  });
});
