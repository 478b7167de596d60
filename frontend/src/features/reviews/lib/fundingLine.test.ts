import { describe, expect, it } from 'vitest';
import { lineTotals, placeRows } from './fundingLine';

const row = (rank: number | null, requested: string) => ({ rank, requested });

describe('the funding line', () => {
  it('adds up by rank, whatever the order of arrival', () => {
    const placed = placeRows([row(2, '200.50'), row(1, '100.25'), row(null, '50.00')], '1000.00');
    expect(placed.map((entry) => entry.running)).toEqual(['100.25', '300.75', null]);
    expect(placed.map((entry) => entry.above)).toEqual([true, true, false]);
  });

  it('takes in what fits to the fen', () => {
    const placed = placeRows([row(1, '100.00'), row(2, '100.00')], '200.00');
    expect(lineTotals(placed, '200.00')).toEqual({ count: 2, total: '200.00', left: '0.00' });
  });

  it('stops at the first that does not fit; a smaller one below does not move up', () => {
    const placed = placeRows([row(1, '100.00'), row(2, '150.00'), row(3, '10.00')], '120.00');
    expect(placed.map((entry) => entry.above)).toEqual([true, false, false]);
    expect(lineTotals(placed, '120.00')).toEqual({ count: 1, total: '100.00', left: '20.00' });
  });

  it('knows an empty list', () => {
    expect(lineTotals(placeRows([], '120.00'), '120.00')).toEqual({ count: 0, total: '0.00', left: '120.00' });
  });
});
