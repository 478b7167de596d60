import { useSuspenseQuery } from '@tanstack/react-query';
import { PageHeader } from '@/components/app/PageHeader';
import { useTranslation } from '@/lib/i18n';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { expertOptions } from '../api';
import { ExpertBody, ExpertTags } from '../components/ExpertView';

/** One expert, for the bureau. */
export function ExpertPage({ id }: { id: string }) {
  const { t } = useTranslation('experts');
  const { data: expert } = useSuspenseQuery(expertOptions(id));
  const officer = hasRole(useSession().user.grants, 'programme_officer');
  return (
    <>
      <PageHeader
        title={expert.name}
        crumbs={[{ label: t('title'), to: '/app/staff/experts' }]}
        tags={<ExpertTags expert={expert} />}
        meta={expert.number}
      />
      <ExpertBody expert={expert} own={false} mayEdit={officer} />
    </>
  );
}
