import { useServerNow } from '@/lib/clock';
import { remaining } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { Icon } from './Icon';

/** What is left until a deadline by the server's clock. It ticks, but screen readers are not interrupted. */
export function Countdown({ to, compact = false }: { to: string; compact?: boolean }) {
  const { t } = useTranslation();
  const now = useServerNow(1000);
  const left = remaining(to, now);
  const text = left.over
    ? t('countdown.over')
    : left.days > 1
      ? t('countdown.days', { days: left.days })
      : left.days === 1
        ? t('countdown.dayOne')
        : left.hours > 0
          ? t('countdown.hours', { hours: left.hours, minutes: left.minutes })
          : t('countdown.minutes', { minutes: left.minutes, seconds: left.seconds });
  const urgency = left.over ? 'over' : left.days < 3 ? 'soon' : 'calm';
  return (
    <span className={`yc-countdown yc-countdown--${urgency}`} role="timer" aria-live="off">
      {compact ? null : <Icon name={left.over ? 'lock' : 'clock'} />}
      {text}
    </span>
  );
}
