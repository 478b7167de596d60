import { Link } from '@tanstack/react-router';
import type { Fault } from '@/api/client';
import { Card } from '@/components/app/Card';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import type { IconName } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { Progress } from '@/components/base/Progress';
import { Tag } from '@/components/base/StatusTag';
import type { Tone } from '@/components/base/status';
import { useTranslation } from '@/lib/i18n';
import { fenToWire } from '@/lib/money';
import type { ProposalView } from './api';
import { total } from './budget';
import { deadlineOf } from './deadline';
import { type Draft, type SectionState, sectionState } from './draft';
import { SECTIONS, type Section } from './filter';

const LOOKS: Record<SectionState, [Tone, IconName]> = {
  todo: ['neutral', 'clock'],
  started: ['waiting', 'pencil'],
  fix: ['danger', 'warning'],
  done: ['success', 'check'],
  optional: ['neutral', 'minus'],
};

function states(draft: Draft, faults: Fault[]): { section: Section; state: SectionState }[] {
  return SECTIONS.map((section) => ({ section, state: sectionState(draft, section, faults) }));
}

/** The sections with how far each is, as links. */
export function TaskList({
  id,
  draft,
  faults,
  section,
}: {
  id: string;
  draft: Draft;
  faults: Fault[];
  section: Section | undefined;
}) {
  const { t } = useTranslation('proposals');
  const list = states(draft, faults);
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
            aria-current={section ? undefined : 'page'}
            activeOptions={{ exact: true }}
            activeProps={{}}
            resetScroll={false}
          >
            <span>{t('editor.overview')}</span>
          </Link>
        </li>
        {list.map(({ section: entry, state }) => {
          const [tone, icon] = LOOKS[state];
          return (
            <li key={entry}>
              <Link
                to="/app/org/proposals/$id"
                params={{ id }}
                search={{ section: entry }}
                className="app-tasks__link yc-navlink"
                aria-current={entry === section ? 'page' : undefined}
                activeProps={{}}
              >
                <span>{t(`section.${entry}`)}</span>
                <Tag tone={tone} icon={icon} text={t(`sectionState.${state}`)} />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Where the draft stands as a whole. */
export function SectionOverview({
  proposal,
  draft,
  faults,
}: {
  proposal: ProposalView;
  draft: Draft;
  faults: Fault[];
}) {
  const { t } = useTranslation('proposals');
  const deadline = deadlineOf(proposal);
  const next = states(draft, faults).find(({ state }) => state !== 'done' && state !== 'optional');
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
            search={{ section: next.section }}
            className="yc-btn yc-btn--primary"
          >
            {t('editor.continue', { section: t(`section.${next.section}`) })}
          </Link>
        ) : (
          t(faults.length === 0 ? 'editor.ready' : 'editor.readyButFaults')
        )}
      </p>
    </Card>
  );
}
