import { Link } from '@tanstack/react-router';
import { DateTime } from '@/components/base/DateTime';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import type { PublicNeedSummary } from './api';

/** One need in a list: what, where, for whom, and how many others say so. */
export function NeedCard({ need, level = 'h2' }: { need: PublicNeedSummary; level?: 'h2' | 'h3' }) {
  const { t } = useTranslation('needs');
  const Heading = level;
  return (
    <article className="pub-card">
      <div className="pub-card__top">
        <StatusTag machine="need" state={need.state} />
        <span className="yc-muted">{t('endorsed', { count: need.endorsements })}</span>
      </div>
      <Heading className="pub-card__title">
        <Link to="/needs/$id" params={{ id: need.id }} className="yc-card-link">
          {need.title}
        </Link>
      </Heading>
      <p className="pub-card__meta">
        {need.area_name} · {enumLabel('need_category', need.category)} ·{' '}
        <span className="yc-nowrap">{need.number}</span>
      </p>
      <dl className="pub-card__facts">
        <div>
          <dt>{t('whom')}</dt>
          <dd>
            {need.target_group} · {t('people', { count: need.head_count })}
          </dd>
        </div>
        <div>
          <dt>{need.amount ? t('amount') : t('publishedAt')}</dt>
          <dd>{need.amount ? <Money value={need.amount} /> : <DateTime value={need.published_at} format="date" />}</dd>
        </div>
      </dl>
    </article>
  );
}
