import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Fault } from '@/api/client';
import { AutosaveStatus, ConflictDialog } from '@/components/app/AutosaveStatus';
import { Card } from '@/components/app/Card';
import { FooterBar } from '@/components/app/FooterBar';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { Icon } from '@/components/base/Icon';
import { useAutosave } from '@/lib/autosave';
import { useTranslation } from '@/lib/i18n';
import { fieldIdOf } from '@/lib/pointers';
import type { SchemeView } from '@/lib/scheme';
import { partLabel } from '../lib/parts';
import { type ProposalView, proposalOptions, updateProposal } from './api';
import { BudgetSection } from './BudgetSection';
import { compareDrafts } from './compare';
import { type Draft, draftOf, type RowFaults, rowFaults, sectionOf, wireOf } from './draft';
import { EditorsCard } from './EditorsCard';
import { SECTIONS, type Section } from './filter';
import { OpenPartsProvider } from './lock';
import { BeneficiariesSection, IndicatorsSection } from './RowSections';
import { SimilarHint } from './SimilarHint';
import { SectionOverview, TaskList } from './TaskList';
import { BasicSection, NeedSection, PlanSection } from './TextSections';

/** What the server finds wrong with what is stored, as the action to submit names it. */
function faultsOf(proposal: ProposalView): Fault[] {
  return proposal.available_actions.find((action) => action.event === 'submit')?.blockers ?? [];
}

/** The form of a proposal: a task list, one section at a time, saved by itself. */
export function ProposalEditor({
  proposal,
  scheme,
  filedGroup,
  section,
  focus,
}: {
  proposal: ProposalView;
  scheme: SchemeView | undefined;
  filedGroup: boolean;
  section: Section | undefined;
  /** The pointer of a fault whose field takes the focus. */
  focus: string | undefined;
}) {
  const { t } = useTranslation('proposals');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(() => draftOf(proposal));
  const [checked, setChecked] = useState(() => ({
    faults: faultsOf(proposal),
    rows: rowFaults(draft, faultsOf(proposal)),
  }));
  const { id } = proposal;
  const autosave = useAutosave<Draft>({
    key: `proposal/${id}`,
    value: draft,
    version: proposal.version,
    save: async (value, version) => {
      const saved = await updateProposal(id, wireOf(value), version);
      client.setQueryData(proposalOptions(id).queryKey, saved);
      setChecked({ faults: faultsOf(saved), rows: rowFaults(value, faultsOf(saved)) });
      return saved;
    },
    load: async () => {
      const theirs = await client.fetchQuery({ ...proposalOptions(id), staleTime: 0 });
      return { value: draftOf(theirs), version: theirs.version };
    },
    onReplace: (value) => setDraft(value),
  });
  const change = (edit: (draft: Draft) => Draft) => setDraft((old) => edit(old));

  useEffect(() => {
    if (!focus) return;
    const target = fieldIdOf(focus.replace(/^\/(grant|matching)/, '/budget/$1'));
    const control = target ? document.getElementById(target) : null;
    control?.scrollIntoView({ block: 'center' });
    control?.focus({ preventScroll: true });
  }, [focus]);

  const returned = proposal.screening.correction_parts;
  const open =
    proposal.state === 'correction_requested' && returned.length > 0 ? returned.map((part) => part.pointer) : null;
  return (
    <OpenPartsProvider value={open}>
      <div className={section ? 'app-editor app-editor--section' : 'app-editor'}>
        <TaskList id={id} draft={draft} faults={checked.faults} section={section} />
        <div className="app-editor__body">
          {section ? (
            <Card title={t(`section.${section}`)} id="section">
              <ReturnedParts parts={returned} section={section} locked={open !== null} />
              <SectionBody
                section={section}
                draft={draft}
                scheme={scheme}
                filedGroup={filedGroup}
                faults={checked.faults}
                found={checked.rows}
                onChange={change}
              />
              <SectionSteps id={id} section={section} />
            </Card>
          ) : (
            <>
              <SectionOverview proposal={proposal} draft={draft} faults={checked.faults} />
              <SimilarHint id={id} />
              <EditorsCard id={id} />
            </>
          )}
        </div>
      </div>
      <FooterBar status={<AutosaveStatus autosave={autosave} />}>
        <Button onClick={() => void autosave.flush()} disabled={!autosave.unsaved}>
          {t('common:save')}
        </Button>
        <Button
          type="primary"
          disabled={autosave.conflict !== null}
          onClick={() =>
            void autosave.flush().then((saved) => {
              if (saved) void navigate({ to: '/app/org/proposals/$id/submit', params: { id } });
            })
          }
        >
          {t('editor.check')}
        </Button>
      </FooterBar>
      <ConflictDialog autosave={autosave} compare={(mine, theirs) => compareDrafts(mine, theirs, t, scheme)} />
      <LeaveGuard unsaved={autosave.unsaved} flush={autosave.flush} />
    </OpenPartsProvider>
  );
}

function SectionBody({
  section,
  found,
  filedGroup,
  ...props
}: {
  section: Section;
  draft: Draft;
  scheme: SchemeView | undefined;
  filedGroup: boolean;
  faults: Fault[];
  found: RowFaults;
  onChange: (edit: (draft: Draft) => Draft) => void;
}) {
  const own = useMemo(
    () => props.faults.filter((fault) => sectionOf(fault.pointer) === section),
    [props.faults, section],
  );
  const given = { ...props, faults: own };
  switch (section) {
    case 'basic':
      return <BasicSection {...given} />;
    case 'need':
      return <NeedSection {...given} />;
    case 'plan':
      return <PlanSection {...given} found={found} />;
    case 'indicators':
      return <IndicatorsSection {...given} found={found} />;
    case 'beneficiaries':
      return <BeneficiariesSection {...given} found={found} />;
    case 'budget':
      return <BudgetSection {...given} found={found} filedGroup={filedGroup} />;
  }
}

/** What the officer returned of this section, and that the rest of it is locked. */
function ReturnedParts({
  parts,
  section,
  locked,
}: {
  parts: ProposalView['screening']['correction_parts'];
  section: Section;
  locked: boolean;
}) {
  const { t } = useTranslation('proposals');
  if (!locked) return null;
  const own = parts.filter((part) => sectionOf(part.pointer) === section);
  return (
    <div className={own.length > 0 ? 'yc-note yc-note--warning' : 'yc-note'}>
      <Icon name={own.length > 0 ? 'pencil' : 'lock'} />
      <div>
        <p>{t(own.length > 0 ? 'editor.returnedHere' : 'editor.lockedHere')}</p>
        <ul className="app-plainlist">
          {own.map((part) => (
            <li key={part.pointer}>
              <strong>{partLabel(part.pointer, t)}</strong>
              {part.remark ? `${t('common:colon')}${part.remark}` : ''}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SectionSteps({ id, section }: { id: string; section: Section }) {
  const { t } = useTranslation('proposals');
  const at = SECTIONS.indexOf(section);
  const before = SECTIONS[at - 1];
  const after = SECTIONS[at + 1];
  return (
    <nav className="app-editor__steps" aria-label={t('editor.steps')}>
      {before ? (
        <Link to="/app/org/proposals/$id" params={{ id }} search={{ section: before }} className="yc-btn yc-btn--quiet">
          {t('editor.previous', { section: t(`section.${before}`) })}
        </Link>
      ) : (
        <span />
      )}
      {after ? (
        <Link to="/app/org/proposals/$id" params={{ id }} search={{ section: after }} className="yc-btn yc-btn--quiet">
          {t('editor.next', { section: t(`section.${after}`) })}
        </Link>
      ) : null}
    </nav>
  );
}
