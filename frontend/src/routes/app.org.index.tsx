import { createFileRoute } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { TodoList } from '@/components/app/TodoList';
import { organisationsOptions } from '@/features/organisations/org/api';
import { OwnSummary, useOrganisationTodos } from '@/features/organisations/org/OwnSummary';
import { recentProjectsOptions, recentTranchesOptions } from '@/features/projects/org/api';
import { MoneyFigures, useProjectTodos } from '@/features/projects/org/OwnSummary';
import { recentProposalsOptions } from '@/features/proposals/org/api';
import { ProposalsByState, useProposalTodos } from '@/features/proposals/org/OwnSummary';
import { useTranslation } from '@/lib/i18n';
import { useSession } from '@/lib/session';

export const Route = createFileRoute('/app/org/')({
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.ensureQueryData(organisationsOptions),
      queryClient.ensureQueryData(recentProposalsOptions),
      queryClient.ensureQueryData(recentProjectsOptions),
      queryClient.ensureQueryData(recentTranchesOptions),
    ]),
  component: Overview,
});

function Overview() {
  const { t } = useTranslation();
  const { user } = useSession();
  const todos = [...useOrganisationTodos(), ...useProposalTodos(), ...useProjectTodos()];
  return (
    <>
      <PageHeader title={t('nav.overview')} meta={user.name} />
      <MoneyFigures />
      <div className="app-columns">
        <Card title={t('todo.title')}>
          <TodoList todos={todos} label={t('todo.title')} />
        </Card>
        <div>
          <OwnSummary />
          <ProposalsByState />
        </div>
      </div>
    </>
  );
}
