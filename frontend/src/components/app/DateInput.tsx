import { Input } from 'antd';
import dayjs from 'dayjs';
import { type ComponentProps, lazy, Suspense } from 'react';
import { endOfDay, formatDate, startOfDay } from '@/lib/dates';

/** The calendar is the heaviest part of the kit: pages are shown before it has come. */
const DatePicker = lazy(() => import('./kit/DatePicker'));

type Props = Omit<ComponentProps<typeof DatePicker>, 'value' | 'onChange'> & {
  value?: string | null;
  onChange?: (value: string | null) => void;
};

/** A calendar date as `YYYY-MM-DD`. */
export function DateInput({ value, onChange, ...rest }: Props) {
  return (
    <Suspense fallback={<Input id={rest.id} value={value ?? ''} readOnly />}>
      <DatePicker
        style={{ width: '100%' }}
        format="YYYY-MM-DD"
        // Enter chooses the date that was typed; it does not send the form around it.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        {...rest}
        value={value ? dayjs(value) : null}
        onChange={(day) => onChange?.(dayjs.isDayjs(day) ? day.format('YYYY-MM-DD') : null)}
      />
    </Suspense>
  );
}

/** An instant sent as RFC 3339, chosen as a Shanghai day: its beginning, or the midnight that ends it. */
export function DayInstantInput({ value, onChange, end = false, ...rest }: Props & { end?: boolean }) {
  return (
    <DateInput
      {...rest}
      value={value ? formatDate(end ? new Date(Date.parse(value) - 1).toISOString() : value) : null}
      onChange={(date) => onChange?.(date === null ? null : end ? endOfDay(date) : startOfDay(date))}
    />
  );
}
