import { describe, expect, it } from 'vitest';
import { isPossible, meanOf, readPasted } from './counts';

const proposals = [
  { id: 'a', number: 'P2026-0001', title: '社区老人助餐', organisation_name: '甲社' },
  { id: 'b', number: 'P2026-0002', title: '青少年课后陪伴', organisation_name: '乙社' },
];

describe('a pasted table', () => {
  it('is read by number or title, whatever stands between', () => {
    const text = '编号\t项目\t票数\t总分\nP2026-0001\t社区老人助餐\t120\t11,000.5\r\n青少年课后陪伴\t98\t7000\n';
    expect(readPasted(text, proposals)).toEqual({
      counts: {
        a: { ballots: '120', points: '11000.5', findings: '' },
        b: { ballots: '98', points: '7000', findings: '' },
      },
      unread: [],
    });
  });

  it('of visits has what was found in its last column', () => {
    expect(readPasted('P2026-0001\t3\t270\t场地落实，1,200 平方米\nP2026-0002\t3\t240', proposals, true)).toEqual({
      counts: { a: { ballots: '3', points: '270', findings: '场地落实，1,200 平方米' } },
      unread: ['P2026-0002'],
    });
  });

  it('says which rows it could not read', () => {
    expect(readPasted('P2026-0001\t一百\t90\nP2026-0009\t1\t2', proposals)).toEqual({
      counts: {},
      unread: ['P2026-0001', 'P2026-0009'],
    });
  });
});

describe('the mean of a count', () => {
  it('is rounded once, half up', () => {
    expect(meanOf({ ballots: '3', points: '200' })).toBe('66.67');
    expect(meanOf({ ballots: '200', points: '16000.99' })).toBe('80.00');
    expect(meanOf({ ballots: '8', points: '1' })).toBe('0.13');
    expect(meanOf({ ballots: '0', points: '0' })).toBeNull();
    expect(meanOf({ ballots: '3', points: 'x' })).toBeNull();
  });

  it('lies within 100 points', () => {
    expect(isPossible({ ballots: '2', points: '200' })).toBe(true);
    expect(isPossible({ ballots: '2', points: '200.01' })).toBe(false);
  });
});
