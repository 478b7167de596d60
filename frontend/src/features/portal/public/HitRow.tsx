import { Link } from '@tanstack/react-router';
import { StatusTag } from '@/components/base/StatusTag';
import { formatDate } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import type { SearchHit, SearchKind } from './api';

const machines = { call: 'phase', need: 'need', notice: 'notice_phase', project: 'project' } as const;
const pages = { call: '/calls/$id', need: '/needs/$id', notice: '/notices/$id', project: '/projects/$id' } as const;

/** One line of the results: what it is, whose it is, where it stands. */
export function HitRow({ kind, hit, q }: { kind: SearchKind; hit: SearchHit; q: string | undefined }) {
  return (
    <li className="pub-hit">
      <div className="pub-hit__main">
        <h3 className="pub-hit__title">
          <Link to={pages[kind]} params={{ id: hit.id }} className="yc-card-link">
            <Marked text={hit.title} q={q} />
          </Link>
        </h3>
        <p className="pub-card__meta">
          <Marked text={hit.context} q={q} /> · {hit.area_name} · <span className="yc-nowrap">{hit.number}</span>
        </p>
      </div>
      <p className="pub-hit__side">
        <StatusTag machine={machines[kind]} state={hit.state} />
        <When hit={hit} />
      </p>
    </li>
  );
}

function When({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation('portal');
  if (hit.state === 'upcoming' && hit.opens_at)
    return <span>{t('search.opens', { date: formatDate(hit.opens_at) })}</span>;
  if (hit.closes_at) {
    // The midnight that ends a day belongs to that day.
    const last = formatDate(new Date(Date.parse(hit.closes_at) - 1).toISOString());
    return <span>{t('search.closes', { date: last })}</span>;
  }
  if (hit.starts_on && hit.ends_on) {
    return <span className="yc-nowrap">{t('search.period', { from: hit.starts_on, to: hit.ends_on })}</span>;
  }
  return null;
}

/** The text with the words of the query marked. */
function Marked({ text, q }: { text: string; q: string | undefined }) {
  const words = (q ?? '').split(/\s+/).filter(Boolean);
  if (words.length === 0) return text;
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
  return text.split(pattern).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    index % 2 === 1 ? <mark key={index}>{part}</mark> : part,
  );
}
