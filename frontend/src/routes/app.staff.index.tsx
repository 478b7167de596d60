import { createFileRoute } from '@tanstack/react-router';
import { PageHeader } from '@/components/app/PageHeader';
import { CallsByState } from '@/features/calls/staff/CallsByState';
import { NeedsWaiting } from '@/features/needs/staff/NeedsWaiting';
import { OrganisationsWaiting } from '@/features/organisations/staff/OrganisationsWaiting';
import { ProjectsWaiting } from '@/features/projects/staff/ProjectsWaiting';
import { ProposalsWaiting } from '@/features/proposals/staff/ProposalsPage';
import { useTranslation } from '@/lib/i18n';

/** What waits on the programme's staff. */
export const Route = createFileRoute('/app/staff/')({
  component: function Dashboard() {
    const { t } = useTranslation('calls');
    return (
      <>
        <PageHeader title={t('staff.dashboard')} meta={t('staff.dashboardLead')} />
        <div className="app-dashboard">
          <CallsByState />
          <NeedsWaiting />
          <OrganisationsWaiting />
          <ProposalsWaiting />
          <ProjectsWaiting />
        </div>
      </>
    );
  },
});
