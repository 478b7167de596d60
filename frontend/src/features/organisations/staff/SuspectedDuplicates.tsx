import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { Icon } from '@/components/base/Icon';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { duplicatesOptions, suspicionTone } from './duplicates';

/** Whether registrations look like this one, and how strongly; the page with the evidence is one click away. */
export function SuspectedDuplicates({ id }: { id: string }) {
  const { t } = useTranslation('duplicates');
  const query = useQuery({ ...duplicatesOptions(id), retry: false });
  // Not every office may see them; the others miss nothing they could act on.
  if (!query.data) return null;
  const [first] = query.data.items;
  return (
    <Card title={t('title')}>
      {first ? (
        <p className="app-note">
          <Icon name="copy" />
          <span>
            {t('found', { count: query.data.items.length })}{' '}
            <Tag tone={suspicionTone(first.suspicion)} text={enumLabel('suspicion', first.suspicion)} />
          </span>
        </p>
      ) : (
        <p className="yc-muted">{t('none')}</p>
      )}
      {first || query.data.decided.length > 0 ? (
        <Link to="/app/staff/organisations/$id/duplicates" params={{ id }} className="yc-link">
          {t('look')}
        </Link>
      ) : null}
    </Card>
  );
}
