import { describe, expect, it } from 'vitest';
import { monthOf } from './filter';

describe('the month of an address', () => {
  it('is a year and a month from 01 to 12', () => {
    expect(monthOf('2026-07')).toBe('2026-07');
    expect(monthOf('2026-12')).toBe('2026-12');
  });

  it('counts as absent when it is anything else', () => {
    for (const other of ['2026-13', '2026-00', '2026-7', '2026-07-01', '', 202607, undefined]) {
      expect(monthOf(other)).toBeUndefined();
    }
  });
});
