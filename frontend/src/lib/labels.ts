import type { ApiError, Fault } from '@/api/client';
import { currentLanguage, enumText, textOf } from './i18n';

/** A role in words. */
export function roleLabel(role: string): string {
  return textOf(`actions:role.${role}`) ?? role;
}

/** The label of a named value, for example `enumLabel('gate', 'midterm_passed')`; unknown values show themselves. */
export function enumLabel(kind: string, value: string | null | undefined): string {
  return value ? (enumText(`${kind}.${value}`) ?? value) : '—';
}

/** The label of a state of one state machine. */
export function stateLabel(machine: string, state: string): string {
  return enumText(`state.${machine}.${state}`) ?? state;
}

/** The label of an event; the machine's own wording wins over the general one, and both over the server's. */
export function eventLabel(event: string, machine?: string, fallback?: string): string {
  const own = machine ? textOf(`actions:eventOf.${machine}.${event}`) : undefined;
  return own ?? textOf(`actions:event.${event}`) ?? fallback ?? event;
}

/** Why an action is not possible yet; an unknown code falls back to the server's sentence. */
export function blockerLabel(blocker: { code: string; detail?: string | null | undefined }): string {
  const { code, detail } = blocker;
  return textOf(`actions:blocker.${code}`) ?? textOf(`problems:fault.${code}`) ?? (detail || code);
}

/** One sentence for a failed request, by its code. */
export function problemText(error: unknown): string {
  const problem = error as Partial<ApiError> | null;
  const code = typeof problem?.code === 'string' ? problem.code : 'internal';
  const values = (problem?.problem ?? {}) as Record<string, string>;
  return textOf(`problems:code.${code}`, values) ?? textOf('problems:unknown', { code }) ?? textOf('network') ?? code;
}

/** One sentence for one fault, with its limit and the figure found. */
export function faultText(fault: Fault): string {
  const known = textOf(`problems:fault.${fault.code}`);
  const base = known ?? (fault.detail || textOf('problems:unknownFault', { code: fault.code }) || fault.code);
  const figures = [
    fault.limit == null ? '' : textOf('problems:limit', { limit: fault.limit }),
    fault.actual == null ? '' : textOf('problems:actual', { actual: fault.actual }),
  ].filter(Boolean);
  if (figures.length === 0) return base;
  return currentLanguage() === 'en' ? `${base} (${figures.join(', ')})` : `${base}（${figures.join('，')}）`;
}
