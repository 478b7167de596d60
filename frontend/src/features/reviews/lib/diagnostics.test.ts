import { describe, expect, it } from 'vitest';
import { figure, levelOf, lineAfter, signed, tendency } from './diagnostics';

describe('diagnostics', () => {
  it('shows two decimals and a dash for what is not defined', () => {
    expect([figure('-1.553305'), figure('0.000000'), figure(null)]).toEqual(['-1.55', '0.00', '—']);
    expect(['1.5', '-1.5', '-0.001', '0', null].map(signed)).toEqual(['+1.50', '-1.50', '0.00', '0.00', '—']);
  });

  it('says whether a reviewer is lenient or severe only where there is an error to compare with', () => {
    const of = (points: string | null, standard_error: string | null = '0.500000') =>
      tendency({ points, standard_error });
    expect([of('1.5'), of('-0.01'), of('0.004'), of('-0.004')]).toEqual(['higher', 'lower', 'even', 'even']);
    expect([of(null), of('1.5', null)]).toEqual(['unknown', 'unknown']);
  });

  it('draws the funding line behind the last that is funded', () => {
    const row = (rank: number | null, funded: boolean) => ({ rank, funded });
    expect(lineAfter([row(1, true), row(2, true), row(3, false), row(null, false)])).toBe(2.5);
    expect(lineAfter([row(1, false)])).toBeUndefined();
  });

  it('reads each measure of agreement by the bounds of its own source', () => {
    expect(['0.49', '0.5', '0.75', '0.9'].map((value) => levelOf('icc2k', value))).toEqual([
      'poor',
      'moderate',
      'good',
      'excellent',
    ]);
    expect(levelOf('kendall_w', '0.7')).toBe('good');
    expect(['-0.2', '0.66', '0.667', '0.95'].map((value) => levelOf('krippendorff_alpha', value))).toEqual([
      'poor',
      'poor',
      'moderate',
      'good',
    ]);
    expect(levelOf('icc11', null)).toBeUndefined();
  });
});
