import { describe, expect, it } from 'vitest';
import { figure, span } from './diagnostics';

describe('diagnostics', () => {
  it('shows two decimals and a dash for what is not defined', () => {
    expect([figure('-1.553305'), figure('0.000000'), figure(null)]).toEqual(['-1.55', '0.00', '—']);
  });

  it('lays places on a scale from first to last', () => {
    expect(span({ rank: 2, best: 1, worst: 3 }, 5)).toEqual({ left: 0, width: 50, now: 25 });
    expect(span({ rank: 1, best: 1, worst: 1 }, 1)).toEqual({ left: 50, width: 0, now: 50 });
    expect(span({ rank: null, best: 1, worst: 2 }, 5)).toBeNull();
  });
});
