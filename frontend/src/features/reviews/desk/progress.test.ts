import { describe, expect, it } from 'vitest';
import type { AssignmentSummary } from './api';
import { isMissed, isOpen, isWork, nextOpen } from './progress';

const row = (id: string, state: AssignmentSummary['state'], scoring_over = false) =>
  ({ id, state, scoring_over }) as AssignmentSummary;

describe('what is on the desk', () => {
  const rows = [
    row('a', 'offered'),
    row('b', 'completed'),
    row('c', 'recused'),
    row('d', 'accepted'),
    row('e', 'accepted', true),
  ];

  it('is open while scores are taken, missed after the last day, and work either way', () => {
    expect(rows.filter(isOpen).map((one) => one.id)).toEqual(['a', 'd']);
    expect(rows.filter(isMissed).map((one) => one.id)).toEqual(['e']);
    expect(rows.filter(isWork).map((one) => one.id)).toEqual(['a', 'b', 'd', 'e']);
  });

  it('leads on to the next that can still be scored, around the end', () => {
    expect(nextOpen(rows, 'd')?.id).toBe('a');
    expect(nextOpen(rows, 'a')?.id).toBe('d');
    expect(nextOpen([row('a', 'accepted'), row('e', 'accepted', true)], 'a')).toBeUndefined();
  });
});
