import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import type { Todo } from '@/components/app/TodoList';
import { EmptyState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useServerNow } from '@/lib/clock';
import { useTranslation } from '@/lib/i18n';
import { useOwnOrganisations } from '@/lib/own';
import { type ProposalSummary, recentProposalsOptions } from './api';

function useOwn(): ProposalSummary[] {
  const own = useOwnOrganisations();
  return useSuspenseQuery(recentProposalsOptions).data.filter((row) => own.includes(row.organisation.id));
}

/** Drafts before their deadline and corrections that wait for the organisation. */
export function useProposalTodos(): Todo[] {
  const { t } = useTranslation('proposals');
  const now = useServerNow(60_000);
  return useOwn()
    .filter(
      (row) => row.state === 'correction_requested' || (row.state === 'draft' && Date.parse(row.call.closes_at) > now),
    )
    .map((row) => ({
      key: row.id,
      title: t(row.state === 'draft' ? 'todo.draft' : 'todo.correction', {
        title: row.title || t('document.untitled'),
      }),
      context: `${row.number} · ${row.call.title}`,
      icon: row.state === 'draft' ? 'pencil' : 'back',
      due: row.state === 'draft' ? row.call.closes_at : null,
      to: '/app/org/proposals/$id',
      params: { id: row.id },
    }));
}

/** How many of one's own proposals stand where. */
export function ProposalsByState() {
  const { t } = useTranslation('proposals');
  const rows = useOwn();
  const counts = new Map<ProposalSummary['state'], number>();
  for (const row of rows) counts.set(row.state, (counts.get(row.state) ?? 0) + 1);
  return (
    <Card
      title={t('summary.title')}
      extra={
        <Link to="/app/org/proposals" search={{}} className="yc-link">
          {t('summary.all')}
        </Link>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t('summary.none')} text={t('list.emptyHint')}>
          <Link to="/app/org/proposals/new" className="yc-btn yc-btn--primary">
            {t('list.new')}
          </Link>
        </EmptyState>
      ) : (
        <ul className="app-plainlist app-counts">
          {[...counts].map(([state, count]) => (
            <li key={state}>
              <StatusTag machine="proposal" state={state} />
              <strong>{count}</strong>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
