import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServerNow } from '@/lib/clock';
import { formatDateTime } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';
import { advanceDays, clockOptions } from '@/lib/session';
import { Icon } from './Icon';

/** Says that the data are made up, shows the platform's clock and, when signed in, moves it. */
export function DemoBanner({ controls = false }: { controls?: boolean }) {
  const { data } = useQuery(clockOptions);
  if (!data?.demonstration) return null;
  return <Banner controls={controls} />;
}

function Banner({ controls }: { controls: boolean }) {
  const { t } = useTranslation();
  const now = useServerNow(10_000);
  return (
    <section className={controls ? 'yc-demo yc-demo--controls' : 'yc-demo'} aria-label={t('demo.label')}>
      <strong>
        <Icon name="info" /> {t('demo.label')}
      </strong>
      <span className="yc-demo__text">{t('demo.text')}</span>
      <span className="yc-demo__clock">
        {t('demo.clock')} <time className="yc-time">{formatDateTime(new Date(now).toISOString())}</time>
        {controls ? <ClockControls /> : null}
      </span>
    </section>
  );
}

function ClockControls() {
  const { t } = useTranslation();
  const [running, setRunning] = useState(false);
  const [message, setMessage] = useState('');
  const advance = async (days: number) => {
    setRunning(true);
    setMessage('');
    try {
      await advanceDays(days);
      setMessage(t('demo.advanced'));
    } catch (cause) {
      setMessage(problemText(cause));
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <button type="button" className="yc-btn" disabled={running} onClick={() => void advance(1)}>
        {t('demo.advanceOne')}
      </button>
      <button type="button" className="yc-btn" disabled={running} onClick={() => void advance(7)}>
        {t('demo.advanceSeven')}
      </button>
      <span role="status">{message}</span>
    </>
  );
}
