import { useQueries, useSuspenseQuery } from '@tanstack/react-query';
import { Figures } from '@/components/app/Figures';
import type { Todo } from '@/components/app/TodoList';
import { Money } from '@/components/base/Money';
import { useTranslation } from '@/lib/i18n';
import { sumMoney } from '@/lib/money';
import { useOwnOrganisations } from '@/lib/own';
import { projectAgreementOptions, recentProjectsOptions, recentTranchesOptions } from './api';

const ON_ITS_WAY = ['due', 'requested', 'checked', 'approved', 'batched'];

/** Agreements to be signed and instalments that may be requested. */
export function useProjectTodos(): Todo[] {
  const { t } = useTranslation('projects');
  const own = useOwnOrganisations();
  const projects = useSuspenseQuery(recentProjectsOptions).data.filter((row) => own.includes(row.organisation.id));
  const tranches = useSuspenseQuery(recentTranchesOptions).data.filter((row) => own.includes(row.organisation.id));
  const signing = projects.filter((row) => row.agreement?.state === 'signing');
  // Who still has to sign is known to the agreement alone.
  const agreements = useQueries({ queries: signing.map((row) => projectAgreementOptions(row.agreement?.id ?? '')) });
  const open = new Set(
    agreements.flatMap(({ data }) =>
      data?.available_actions.some((action) => action.event === 'sign' && action.blockers.length === 0)
        ? [data.id]
        : [],
    ),
  );
  return [
    ...signing
      .filter((row) => open.has(row.agreement?.id ?? ''))
      .map(
        (row): Todo => ({
          key: `sign-${row.id}`,
          title: t('own.todoSign', { title: row.title }),
          context: row.agreement?.number ?? row.number,
          icon: 'pencil',
          to: '/app/org/projects/$id',
          params: { id: row.id },
          hash: 'agreement',
        }),
      ),
    ...tranches
      .filter((row) => row.available_actions.some((action) => action.event === 'request'))
      .map(
        (row): Todo => ({
          key: `request-${row.id}`,
          title: t('own.todoRequest', { title: row.project.title, seq: row.seq }),
          context: row.number,
          icon: 'coins',
          due: row.due_on ?? null,
          to: '/app/org/projects/$id',
          params: { id: row.project.id },
          hash: 'tranches',
        }),
      ),
  ];
}

/** The money of one's own projects: granted, received, on its way. */
export function MoneyFigures() {
  const { t } = useTranslation('projects');
  const own = useOwnOrganisations();
  const projects = useSuspenseQuery(recentProjectsOptions).data.filter((row) => own.includes(row.organisation.id));
  const tranches = useSuspenseQuery(recentTranchesOptions).data.filter((row) => own.includes(row.organisation.id));
  const sum = (states: string[]) =>
    sumMoney(tranches.filter((row) => states.includes(row.state)).map((row) => row.amount));
  return (
    <Figures
      label={t('own.money')}
      items={[
        {
          key: 'projects',
          label: t('own.title'),
          value: t('own.count', { count: projects.length }),
          to: '/app/org/projects',
        },
        {
          key: 'approved',
          label: t('own.approved'),
          value: <Money value={sumMoney(projects.map((row) => row.approved))} />,
        },
        { key: 'paid', label: t('own.received'), value: <Money value={sumMoney(projects.map((row) => row.paid))} /> },
        {
          key: 'way',
          label: t('own.onItsWay'),
          value: <Money value={sum(ON_ITS_WAY)} />,
          to: '/app/org/tranches',
        },
      ]}
    />
  );
}
