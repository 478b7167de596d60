import type { DefenceTurnView } from '../api';

/** Whether the proposal is before the panel. */
export function isOpen(turn: { state: DefenceTurnView['state'] }): boolean {
  return turn.state === 'presenting' || turn.state === 'scoring';
}

/** Milliseconds of the presentation that are left; below zero when it is over time. */
export function presentationLeft(openedAt: string, minutes: number, now: number): number {
  return Date.parse(openedAt) + minutes * 60_000 - now;
}

/** `12:05`, without a sign. */
export function minutesText(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
