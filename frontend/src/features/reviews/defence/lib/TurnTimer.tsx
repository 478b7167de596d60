import { Icon } from '@/components/base/Icon';
import { useServerNow } from '@/lib/clock';
import { useTranslation } from '@/lib/i18n';
import type { DefenceTurnView } from '../api';
import { minutesText, presentationLeft } from './turns';

/** The clock of a presentation, by the server's time. It ticks, but screen readers are not interrupted. */
export function TurnTimer({ turn, minutes }: { turn: DefenceTurnView; minutes: number }) {
  const { t } = useTranslation('defences');
  const now = useServerNow(1000);
  if (!turn.opened_at) return null;
  if (turn.state !== 'presenting') return <span className="app-timer">{t('heard')}</span>;
  const left = presentationLeft(turn.opened_at, minutes, now);
  return (
    <span className={left < 0 ? 'app-timer app-timer--over' : 'app-timer'} role="timer" aria-live="off">
      <Icon name={left < 0 ? 'warning' : 'clock'} /> {t(left < 0 ? 'overtime' : 'timer', { time: minutesText(left) })}
    </span>
  );
}
