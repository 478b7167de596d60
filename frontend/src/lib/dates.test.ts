import { describe, expect, it } from 'vitest';
import {
  calendarDate,
  endOfDay,
  formatDate,
  formatDateLong,
  formatDateTime,
  formatDeadline,
  formatDue,
  remaining,
  startOfDay,
} from './dates';

describe('dates', () => {
  it('shows Shanghai time whatever the zone of the browser', () => {
    expect(formatDateTime('2026-12-15T10:00:00Z')).toBe('2026-12-15 18:00');
    expect(formatDate('2026-12-15T16:00:00Z')).toBe('2026-12-16');
    expect(formatDate('2026-12-15')).toBe('2026-12-15');
    expect(formatDate('nonsense')).toBe('—');
    expect(calendarDate(new Date('2026-01-01T16:30:00Z'))).toBe('2026-01-02');
  });

  it('writes dates out in both languages', () => {
    expect(formatDateLong('2026-12-15', 'zh-CN')).toBe('2026年12月15日');
    expect(formatDateLong('2026-12-15', 'en')).toBe('15 December 2026');
  });

  it('names the time zone of a deadline and ends a day at 24:00', () => {
    expect(formatDeadline('2026-12-15T10:00:00Z', 'zh-CN')).toBe('2026年12月15日 18:00（北京时间）');
    expect(formatDeadline(endOfDay('2026-12-15'), 'zh-CN')).toBe('2026年12月15日 24:00（北京时间）');
    expect(formatDeadline('2026-12-15T10:00:00Z', 'en')).toBe('15 December 2026, 18:00 (Beijing time)');
  });

  it('shows a deadline at midnight as the end of the day before', () => {
    expect(formatDue('2026-12-15T16:00:00Z')).toBe('2026-12-15 24:00');
    expect(formatDue('2026-12-15T10:00:00Z')).toBe('2026-12-15 18:00');
  });

  it('turns calendar days into instants', () => {
    expect(startOfDay('2026-12-15')).toBe('2026-12-14T16:00:00.000Z');
    expect(endOfDay('2026-12-15')).toBe('2026-12-15T16:00:00.000Z');
  });

  it('counts what is left and stops at zero', () => {
    const now = Date.parse('2026-12-14T00:00:00Z');
    expect(remaining('2026-12-15T01:02:03Z', now)).toEqual({ over: false, days: 1, hours: 1, minutes: 2, seconds: 3 });
    expect(remaining('2026-12-13T00:00:00Z', now)).toMatchObject({ over: true, days: 0, seconds: 0 });
  });
});
