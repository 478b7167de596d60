/** Times are judged and shown in Asia/Shanghai, wherever the browser is. */

const ZONE = 'Asia/Shanghai';
export type Language = 'zh-CN' | 'en';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

interface Fields {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
}

function fields(instant: Date): Fields {
  const out: Record<string, string> = {};
  for (const part of parts.formatToParts(instant)) out[part.type] = part.value;
  return out as unknown as Fields;
}

/** Reads an instant (RFC 3339) or a calendar date (taken as midnight in Shanghai). */
function toInstant(value: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00+08:00` : value);
}

/** `2026-12-15`, for tables. */
export function formatDate(value: string): string {
  const at = toInstant(value);
  if (Number.isNaN(at.getTime())) return '—';
  const { year, month, day } = fields(at);
  return `${year}-${month}-${day}`;
}

/** `2026-12-15 18:00`, for tables. */
export function formatDateTime(value: string, seconds = false): string {
  const at = toInstant(value);
  if (Number.isNaN(at.getTime())) return '—';
  const { hour, minute, second } = fields(at);
  return `${formatDate(value)} ${hour}:${minute}${seconds ? `:${second}` : ''}`;
}

/** `2026年12月15日` or `15 December 2026`, for prose. */
export function formatDateLong(value: string, language: Language): string {
  const at = toInstant(value);
  if (Number.isNaN(at.getTime())) return '—';
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: ZONE,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(at);
}

/** `2026年12月15日 18:00（北京时间）` or `15 December 2026, 18:00 (Beijing time)`, for deadlines. */
export function formatDeadline(value: string, language: Language): string {
  const at = toInstant(value);
  if (Number.isNaN(at.getTime())) return '—';
  const { hour, minute } = fields(at);
  // A deadline that is a midnight ends the day before it: shown as that day, 24:00.
  const midnight = hour === '00' && minute === '00';
  const clock = midnight ? '24:00' : `${hour}:${minute}`;
  const day = formatDateLong(midnight ? new Date(at.getTime() - 1).toISOString() : value, language);
  return language === 'en' ? `${day}, ${clock} (Beijing time)` : `${day} ${clock}（北京时间）`;
}

/** A deadline in a table: `2026-12-15 18:00`; a midnight ends the day before it, `2026-12-14 24:00`. */
export function formatDue(value: string): string {
  const shown = formatDateTime(value);
  if (!shown.endsWith(' 00:00')) return shown;
  return `${formatDate(new Date(toInstant(value).getTime() - 1).toISOString())} 24:00`;
}

/** The Shanghai calendar date of an instant, `YYYY-MM-DD`. */
export function calendarDate(instant: Date): string {
  const { year, month, day } = fields(instant);
  return `${year}-${month}-${day}`;
}

/** `10:32`, in Shanghai. */
export function clockTime(instant: Date): string {
  const { hour, minute } = fields(instant);
  return `${hour}:${minute}`;
}

/** The instant that ends a Shanghai calendar day: the midnight after it, as sent for deadlines. */
export function endOfDay(date: string): string {
  return new Date(new Date(`${date}T00:00:00+08:00`).getTime() + 86_400_000).toISOString();
}

/** The instant that begins a Shanghai calendar day. */
export function startOfDay(date: string): string {
  return new Date(`${date}T00:00:00+08:00`).toISOString();
}

export interface Remaining {
  over: boolean;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/** What is left from `now` until `end`, in whole units. */
export function remaining(end: string, now: number): Remaining {
  const left = Math.floor((toInstant(end).getTime() - now) / 1000);
  const over = !(left > 0);
  const abs = over ? 0 : left;
  return {
    over,
    days: Math.floor(abs / 86_400),
    hours: Math.floor((abs % 86_400) / 3_600),
    minutes: Math.floor((abs % 3_600) / 60),
    seconds: abs % 60,
  };
}
