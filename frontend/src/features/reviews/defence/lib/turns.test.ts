import { describe, expect, it } from 'vitest';
import { isOpen, minutesText, presentationLeft } from './turns';

describe('turns', () => {
  it('are open while they present and while they are scored', () => {
    const states = ['waiting', 'presenting', 'scoring', 'closed', 'absent'] as const;
    expect(states.filter((state) => isOpen({ state }))).toEqual(['presenting', 'scoring']);
  });

  it('run from their opening', () => {
    const opened = '2026-06-20T01:00:00Z';
    expect(minutesText(presentationLeft(opened, 15, Date.parse('2026-06-20T01:02:55Z')))).toBe('12:05');
    expect(presentationLeft(opened, 15, Date.parse('2026-06-20T01:16:00Z'))).toBe(-60_000);
  });
});
