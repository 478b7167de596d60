import { describe, expect, it } from 'vitest';
import { evenScale, marksOf, placeOn, roundScale } from './scale';

describe('scales', () => {
  it('lays values from end to end, and what has no width in the middle', () => {
    expect([1, 2, 5].map((value) => placeOn({ from: 1, to: 5 }, value))).toEqual([0, 25, 100]);
    expect(placeOn({ from: 3, to: 3 }, 3)).toBe(50);
  });

  it('begins and ends at round values around all that is drawn', () => {
    expect(roundScale([61.3, 88.7])).toEqual({ from: 60, to: 90 });
    expect(roundScale([0.12, 0.87])).toEqual({ from: 0, to: 1 });
    expect(roundScale([70])).toEqual({ from: 69, to: 71 });
    expect(roundScale([])).toEqual({ from: 0, to: 1 });
  });

  it('keeps zero in the middle for what lies on both sides of it', () => {
    expect(evenScale([-1.2, 3.4])).toEqual({ from: -4, to: 4 });
    expect(evenScale([])).toEqual({ from: -1, to: 1 });
  });

  it('marks round values; places are whole', () => {
    expect(marksOf({ from: -4, to: 4 })).toEqual([-4, -2, 0, 2, 4]);
    expect(marksOf({ from: 0, to: 1 })).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(marksOf({ from: 1, to: 3 }, 5, true)).toEqual([1, 2, 3]);
    expect(marksOf({ from: 1, to: 1 }, 5, true)).toEqual([1]);
  });
});
