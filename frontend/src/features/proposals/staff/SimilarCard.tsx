import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { formatBp } from '@/lib/scheme';
import { partLabel } from '../lib/parts';
import { similarOptions } from './api';

/** Other proposals with the same text, the passages side by side. A person decides what it means. */
export function SimilarCard({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const query = useQuery(similarOptions(id));
  const items = query.data?.items ?? [];
  return (
    <Card
      title={t('similar.title')}
      extra={
        query.isSuccess ? (
          <Tag
            tone={items.length > 0 ? 'waiting' : 'success'}
            icon={items.length > 0 ? 'warning' : 'checkCircle'}
            text={t(items.length > 0 ? 'similar.count' : 'similar.none', { count: items.length })}
          />
        ) : null
      }
    >
      <p className="yc-muted">{t('similar.hint')}</p>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        items.map((item, index) => (
          <details key={item.proposal_id ?? index} className="app-similar" open={index === 0}>
            <summary>
              <strong>{t('similar.share', { share: formatBp(item.share_bp) })}</strong>{' '}
              {item.proposal_id ? `${item.number} ${item.title}` : t('similar.elsewhere')}{' '}
              <span className="yc-muted">
                {item.organisation_name ? `${item.organisation_name} · ` : ''}
                {item.call_title}
              </span>
              {item.same_organisation ? <Tag tone="waiting" text={t('similar.sameOrganisation')} /> : null}
              {item.state ? <StatusTag machine="proposal" state={item.state} /> : null}
            </summary>
            {item.proposal_id ? (
              <p>
                <Link to="/app/staff/proposals/$id" params={{ id: item.proposal_id }} className="yc-link">
                  {t('similar.open')}
                </Link>
              </p>
            ) : null}
            <ol className="app-passages">
              {item.passages.map((passage) => (
                <li key={passage.pointer + passage.here}>
                  <p className="yc-muted">
                    {partLabel(passage.pointer, t)} · {t('similar.length', { count: passage.length })}
                  </p>
                  <div className="app-passages__pair">
                    <blockquote>
                      <span className="yc-visually-hidden">{t('similar.here')}</span>
                      {passage.here}
                    </blockquote>
                    <blockquote>
                      <span className="yc-visually-hidden">{t('similar.there')}</span>
                      {passage.there || t('similar.hidden')}
                    </blockquote>
                  </div>
                </li>
              ))}
            </ol>
          </details>
        ))
      )}
    </Card>
  );
}
