import { Card } from '@/components/app/Card';
import { useTranslation } from '@/lib/i18n';
import { ProjectsTable } from './ProjectsTable';

/** Awarded projects whose agreement is still to be made or signed. */
export function ProjectsWaiting() {
  const { t } = useTranslation('projects');
  return (
    <>
      <Card title={t('staff.toDraft')} flush>
        <ProjectsTable
          filter={{ state: 'agreement_draft' }}
          caption={t('staff.toDraft')}
          empty={{ title: t('staff.noneToDraft') }}
        />
      </Card>
      <Card title={t('staff.toSign')} flush>
        <ProjectsTable
          filter={{ state: 'signing' }}
          caption={t('staff.toSign')}
          empty={{ title: t('staff.noneToSign') }}
        />
      </Card>
    </>
  );
}
