import { Link } from '@tanstack/react-router';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import type { PublicCallSummary } from './api';

/** One call in a list: whether it is open, how long still, and how much there is. */
export function CallCard({ call, level = 'h2' }: { call: PublicCallSummary; level?: 'h2' | 'h3' }) {
  const { t } = useTranslation('public');
  const Heading = level;
  return (
    <article className="pub-card">
      <div className="pub-card__top">
        <StatusTag machine="phase" state={call.phase} />
        {call.phase === 'open' ? <Countdown to={call.closes_at} /> : null}
      </div>
      <Heading className="pub-card__title">
        <Link to="/calls/$id" params={{ id: call.id }} className="yc-card-link">
          {call.title}
        </Link>
      </Heading>
      <p className="pub-card__meta">
        {call.area.name} · {call.host_name} · <span className="yc-nowrap">{call.number}</span>
      </p>
      <dl className="pub-card__facts">
        <div>
          <dt>{t('calls.budget')}</dt>
          <dd>
            <Money value={call.budget} />
          </dd>
        </div>
        <div>
          <dt>{call.phase === 'upcoming' ? t('calls.opens') : t('calls.closes')}</dt>
          <dd>
            {call.phase === 'upcoming' ? (
              <DateTime value={call.opens_at} />
            ) : (
              <DateTime value={call.closes_at} format="due" />
            )}
          </dd>
        </div>
      </dl>
    </article>
  );
}
