import { Link } from '@tanstack/react-router';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import type { PublicNoticeSummary } from './api';

export function NoticeCard({ notice, level = 'h2' }: { notice: PublicNoticeSummary; level?: 'h2' | 'h3' }) {
  const { t } = useTranslation('public');
  const Heading = level;
  return (
    <article className="pub-card">
      <div className="pub-card__top">
        <StatusTag machine="notice_phase" state={notice.state} />
        <span className="yc-muted">{notice.number}</span>
      </div>
      <Heading className="pub-card__title">
        <Link to="/notices/$id" params={{ id: notice.id }} className="yc-card-link">
          {notice.title}
        </Link>
      </Heading>
      <p className="pub-card__meta">{notice.host_name}</p>
      <dl className="pub-card__facts">
        <div>
          <dt>{t('notices.amount')}</dt>
          <dd>
            <Money value={notice.total} />
          </dd>
        </div>
        <div>
          <dt>{t('notices.list')}</dt>
          <dd>{t('notices.awards', { count: notice.awards })}</dd>
        </div>
      </dl>
      <p className="pub-card__meta">
        {t('notices.period')}
        {t('common:colon')}
        {t('notices.periodText', { from: notice.starts_on, to: notice.ends_on, count: notice.working_days })}
      </p>
    </article>
  );
}
