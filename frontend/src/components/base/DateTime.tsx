import { formatDate, formatDateLong, formatDateTime, formatDeadline, formatDue } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';

export type DateFormat = 'date' | 'datetime' | 'seconds' | 'due' | 'long' | 'deadline';

/** A time in Shanghai: `date`, `datetime` and `due` (a deadline) for tables, `long` for prose, `deadline` with the zone named. */
export function DateTime({ value, format = 'datetime' }: { value: string | null | undefined; format?: DateFormat }) {
  const { language } = useTranslation();
  if (!value) return <span className="yc-muted">—</span>;
  const text =
    format === 'date'
      ? formatDate(value)
      : format === 'long'
        ? formatDateLong(value, language)
        : format === 'deadline'
          ? formatDeadline(value, language)
          : format === 'due'
            ? formatDue(value)
            : formatDateTime(value, format === 'seconds');
  return (
    <time className="yc-time" dateTime={value}>
      {text}
    </time>
  );
}
