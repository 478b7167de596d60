import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { formatBp } from '@/lib/scheme';
import { similarOptions } from './api';

/** That the organisation handed in something alike before. Nothing of others is told. */
export function SimilarHint({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const { data } = useQuery(similarOptions(id));
  const [most] = data?.items ?? [];
  if (!most?.proposal_id) return null;
  return (
    <p className="yc-note">
      <Icon name="copy" />
      <span>
        {t('similar.own', { year: most.year, share: formatBp(most.share_bp) })}{' '}
        <Link to="/app/org/proposals/$id" params={{ id: most.proposal_id }} search={{}} className="yc-link">
          {most.number} {most.title}
        </Link>
      </span>
    </p>
  );
}
