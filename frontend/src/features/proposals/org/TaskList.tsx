import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import type { IconName } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { Progress } from '@/components/base/Progress';
import { Tag } from '@/components/base/StatusTag';
import type { Tone } from '@/components/base/status';
import { useServerNow } from '@/lib/clock';
import { formatDateTime } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { fenToWire } from '@/lib/money';
import type { ProposalView } from './api';
import { total } from './budget';
import { deadlineOf } from './deadline';
import type { Draft, SectionState } from './draft';
import type { Place } from './filter';
import type { Task } from './places';

const LOOKS: Record<SectionState, [Tone, IconName]> = {
  todo: ['neutral', 'clock'],
  started: ['waiting', 'pencil'],
  fix: ['danger', 'warning'],
  done: ['success', 'check'],
  optional: ['neutral', 'minus'],
  waiting: ['neutral', 'lock'],
};

/** The places of the editor with how far each is, as links. */
export function TaskList({ id, tasks: list, place }: { id: string; tasks: Task[]; place: Place | undefined }) {
  const { t } = useTranslation('proposals');
  const done = list.filter(({ state }) => state === 'done' || state === 'optional').length;
  return (
    <nav className="app-tasks" aria-label={t('editor.tasks')}>
      <Progress
        share={Math.round((done * 10_000) / list.length)}
        label={t('editor.progress', { done, all: list.length })}
      />
      <ul>
        <li>
          <Link
            to="/app/org/proposals/$id"
            params={{ id }}
            search={{}}
            className="app-tasks__link yc-navlink"
            aria-current={place ? undefined : 'page'}
            activeOptions={{ exact: true }}
            activeProps={{}}
            resetScroll={false}
          >
            <span>{t('editor.overview')}</span>
          </Link>
        </li>
        {list.map(({ place: entry, title, state, by }) => {
          const [tone, icon] = LOOKS[state];
          return (
            <li key={entry}>
              <Link
                to="/app/org/proposals/$id"
                params={{ id }}
                search={{ section: entry }}
                className="app-tasks__link yc-navlink"
                aria-current={entry === place ? 'page' : undefined}
                activeProps={{}}
              >
                <span>{title}</span>
                <Tag tone={tone} icon={icon} text={t(`sectionState.${state}`)} />
                {by ? <LastSaved name={by.name} at={by.at} /> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const JUST_NOW = 180_000;

/** Who of the others saved a section last. */
export function LastSaved({ name, at }: { name: string; at: string }) {
  const { t } = useTranslation('proposals');
  const now = useServerNow(30_000);
  const instant = new Date(at);
  const recent = now - instant.getTime() < JUST_NOW;
  return (
    <span className={recent ? 'app-tasks__by app-tasks__by--now' : 'app-tasks__by'}>
      {recent ? t('editor.justSaved', { name }) : t('editor.savedBy', { name, time: formatDateTime(at) })}
    </span>
  );
}

/** Where the draft stands as a whole. */
export function SectionOverview({
  proposal,
  draft,
  tasks,
  clean,
}: {
  proposal: ProposalView;
  draft: Draft;
  tasks: Task[];
  /** The server's check finds nothing. */
  clean: boolean;
}) {
  const { t } = useTranslation('proposals');
  const deadline = deadlineOf(proposal);
  const next = tasks.find(({ state }) => !['done', 'optional', 'waiting'].includes(state));
  return (
    <Card title={t('editor.overview')}>
      <Descriptions
        items={[
          { label: t('document.organisation'), value: proposal.organisation.name },
          { label: t('document.number'), value: proposal.number },
          { label: t('editor.deadline'), value: <DateTime value={deadline} format="deadline" /> },
          { label: t('editor.left'), value: <Countdown to={deadline} /> },
          { label: t('document.requested'), value: <Money value={fenToWire(total(draft.budget.grant))} strong /> },
          { label: t('document.matching'), value: <Money value={fenToWire(total(draft.budget.matching))} /> },
        ]}
      />
      <p className="app-editor__next">
        {next ? (
          <Link
            to="/app/org/proposals/$id"
            params={{ id: proposal.id }}
            search={{ section: next.place }}
            className="yc-btn yc-btn--primary"
          >
            {t('editor.continue', { section: next.title })}
          </Link>
        ) : (
          t(clean ? 'editor.ready' : 'editor.readyButFaults')
        )}
      </p>
    </Card>
  );
}
