import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { useShortcuts } from '@/lib/keyboard';
import { type ProposalView, queueOptions } from './api';

/** The way through the proposals of a call that wait for the check: links, and the keys j and k. */
export function ScreeningQueue({ proposal, scope }: { proposal: ProposalView; scope: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('proposals');
  const navigate = useNavigate();
  const { data } = useQuery(queueOptions(proposal.call.id));
  const ids = data ?? [];
  const at = ids.indexOf(proposal.id);
  // One that was just decided has left the list: the next is the first that waits.
  const next = at < 0 ? ids[0] : ids[at + 1];
  const before = at > 0 ? ids[at - 1] : undefined;
  const go = (id: string | undefined) => {
    if (id) void navigate({ to: '/app/staff/proposals/$id', params: { id } });
  };
  useShortcuts(scope, { j: () => go(next), k: () => go(before) });
  if (ids.length === 0) return null;
  return (
    <nav className="app-queue yc-no-print" aria-label={t('queue.title')}>
      {before ? (
        <Link to="/app/staff/proposals/$id" params={{ id: before }} className="yc-btn" aria-keyshortcuts="k">
          <Icon name="left" /> {t('queue.before')}
        </Link>
      ) : null}
      <span>{at >= 0 ? t('queue.at', { n: at + 1, all: ids.length }) : t('queue.waiting', { all: ids.length })}</span>
      {next ? (
        <Link to="/app/staff/proposals/$id" params={{ id: next }} className="yc-btn" aria-keyshortcuts="j">
          {t('queue.next')} <Icon name="right" />
        </Link>
      ) : null}
      <span className="yc-muted app-queue__keys">{t('queue.keys')}</span>
    </nav>
  );
}
