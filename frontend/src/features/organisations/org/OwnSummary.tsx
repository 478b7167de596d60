import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import type { Todo } from '@/components/app/TodoList';
import { EmptyState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { useOwnOrganisations } from '@/lib/own';
import { type OrganisationView, organisationsOptions } from './api';
import '@/styles/organisations.css';

function useOwn(): OrganisationView[] {
  const own = useOwnOrganisations();
  return useSuspenseQuery(organisationsOptions).data.filter((row) => own.includes(row.id));
}

/** Registrations that wait for the organisation. */
export function useOrganisationTodos(): Todo[] {
  const { t } = useTranslation('organisations');
  return useOwn()
    .filter((row) => row.state === 'draft' || row.state === 'returned')
    .map((row) => ({
      key: row.id,
      title: t(row.state === 'draft' ? 'todo.draft' : 'todo.returned', { name: row.name }),
      icon: 'building',
      to: '/app/org/organisation',
      search: { id: row.id },
    }));
}

/** One's own organisations with their state. */
export function OwnSummary() {
  const { t } = useTranslation('organisations');
  const rows = useOwn();
  return (
    <Card title={t('page.title')}>
      {rows.length === 0 ? (
        <EmptyState title={t('page.none')} text={t('page.noneHint')}>
          <Link to="/app/org/organisation/new" className="yc-btn yc-btn--primary">
            {t('register.title')}
          </Link>
        </EmptyState>
      ) : (
        <ul className="app-plainlist app-summary">
          {rows.map((row) => (
            <li key={row.id}>
              <Link to="/app/org/organisation" search={{ id: row.id }} className="yc-link">
                {row.name}
              </Link>
              <StatusTag machine="organisation" state={row.state} />
              <span className="yc-muted">{row.bank_account?.masked_number ?? t('account.none')}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
