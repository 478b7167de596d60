import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listProposalNeedsOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Card } from '@/components/app/Card';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import '@/styles/needs.css';

/** The listed needs a proposal answers, with what has become of each; nothing where it answers none. */
export function AnsweredNeeds({ proposal }: { proposal: string }) {
  const { t } = useTranslation('needs');
  const { data } = useQuery(listProposalNeedsOptions({ path: { id: proposal } }));
  if (!data || data.needs.length === 0) return null;
  return (
    <Card title={t('answer.chosen')}>
      <ul className="need-picks">
        {data.needs.map((need) => (
          <li key={need.id}>
            <Link to="/needs/$id" params={{ id: need.id }} className="yc-link">
              {need.title}
            </Link>
            <span>
              <span className="yc-muted">{need.number}</span> <StatusTag machine="need" state={need.state} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
