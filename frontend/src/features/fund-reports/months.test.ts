import { describe, expect, it } from 'vitest';
import type { PaymentPlanView } from './api';
import { canonical } from './canonical';
import { monthsOf, sourcesOf } from './months';

const plan: PaymentPlanView = {
  year: 2026,
  as_of: '2026-09-01',
  undated: '0.00',
  items: [
    { month: '2026-07', source: 'fiscal', planned: '0.10', paid: '0.00', overdue: '0.10' },
    { month: '2026-07', source: 'welfare_lottery', planned: '100000000000.20', paid: '5.00', overdue: '0.00' },
    { month: '2026-08', source: 'welfare_lottery', planned: '1.00', paid: '-2.00', overdue: '0.00' },
  ],
};

describe('the plan of a year', () => {
  it('has twelve months that add up to the fen', () => {
    const months = monthsOf(plan);
    expect(months).toHaveLength(12);
    expect(months[6]).toEqual({ month: '2026-07', planned: '100000000000.30', paid: '5.00', overdue: '0.10' });
    expect(months[0]).toEqual({ month: '2026-01', planned: '0.00', paid: '0.00', overdue: '0.00' });
  });

  it('knows what each source paid', () => {
    expect(sourcesOf(plan)).toEqual([
      { source: 'fiscal', planned: '0.10', paid: '0.00' },
      { source: 'welfare_lottery', planned: '100000000001.20', paid: '3.00' },
    ]);
  });
});

describe('the canonical text', () => {
  it('is the one the server makes its digest of', () => {
    expect(canonical({ b: [1, { z: null, a: '"中"' }], a: true })).toBe('{"a":true,"b":[1,{"a":"\\"中\\"","z":null}]}');
  });
});
