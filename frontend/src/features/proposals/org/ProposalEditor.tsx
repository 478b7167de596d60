import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Fault } from '@/api/client';
import { AutosaveStatus, ConflictDialog } from '@/components/app/AutosaveStatus';
import { Card } from '@/components/app/Card';
import { FooterBar } from '@/components/app/FooterBar';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { SignInAgain } from '@/components/app/SignInAgain';
import { Icon } from '@/components/base/Icon';
import { type Autosave, useAutosave } from '@/lib/autosave';
import type { FormDocument, SectionAnswers } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { merge } from '@/lib/merge';
import { fieldIdOf } from '@/lib/pointers';
import type { SchemeView } from '@/lib/scheme';
import { useSession } from '@/lib/session';
import { type Asked, ownForm, partLabel } from '../lib/parts';
import { AttachmentsSection } from './AttachmentsSection';
import {
  answersOptions,
  attachmentsOptions,
  type ProposalAnswersView,
  type ProposalView,
  proposalOptions,
  updateProposal,
} from './api';
import { BudgetSection } from './BudgetSection';
import { compareDrafts } from './compare';
import { type Draft, draftOf, type RowFaults, rowFaults, sectionOf, wireOf } from './draft';
import { EditorsCard } from './EditorsCard';
import { FormSectionEditor } from './FormSectionEditor';
import { ProposalFilesProvider } from './files';
import { type Place, SECTIONS, type Section } from './filter';
import { OpenPartsProvider } from './lock';
import { type Task, tasksOf } from './places';
import { BeneficiariesSection, IndicatorsSection } from './RowSections';
import { SimilarHint } from './SimilarHint';
import { LastSaved, SectionOverview, TaskList } from './TaskList';
import { BasicSection, NeedSection, PlanSection } from './TextSections';

/** How often who works where is asked anew. */
const PRESENCE = 20_000;

type Saving = Autosave<Draft> | Autosave<SectionAnswers>;

/** What the server finds wrong with what is stored, as the action to submit names it. */
function faultsOf(proposal: ProposalView): Fault[] {
  return proposal.available_actions.find((action) => action.event === 'submit')?.blockers ?? [];
}

/** The form of a proposal: a task list, one section at a time, saved by itself. */
export function ProposalEditor({
  proposal,
  scheme,
  filedGroup,
  place,
  focus,
}: {
  proposal: ProposalView;
  scheme: SchemeView | undefined;
  filedGroup: boolean;
  place: Place | undefined;
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
  const { user } = useSession();
  const { data: answers } = useSuspenseQuery({ ...answersOptions(id), refetchInterval: PRESENCE });
  const form = ownForm(answers);
  const [sections, setSections] = useState<Record<string, Autosave<SectionAnswers>>>({});
  const onState = useCallback(
    (code: string, saving: Autosave<SectionAnswers>) => setSections((old) => ({ ...old, [code]: saving })),
    [],
  );
  const autosave = useAutosave<Draft>({
    key: `proposal/${id}`,
    value: draft,
    version: proposal.version,
    wire: wireOf,
    merge: (base, mine, theirs) => merge(base, mine, theirs, 'key'),
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

  const savings = [autosave, ...Object.values(sections)];
  const unsaved = savings.some((saving) => saving.unsaved);
  const flush = async () => {
    const saved = await Promise.all(savings.map((saving) => saving.flush()));
    return saved.every(Boolean);
  };
  const { data: files } = useQuery(attachmentsOptions(id));
  // Files are not saved with the draft: what is missing of them is asked for by itself.
  const faults = [
    ...checked.faults.filter((fault) => !fault.pointer.startsWith('/attachments')),
    ...(files?.faults ?? []),
  ];
  const tasks = tasksOf(answers, draft, faults, files, user.id, t);
  const section = SECTIONS.find((one) => one === place);
  const opened = place ? tasks.find((task) => task.place === place) : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another place has other controls
  useEffect(() => {
    if (!focus) return;
    const target = fieldIdOf(focus.replace(/^\/(grant|matching)/, '/budget/$1'));
    const control = target ? document.getElementById(target) : null;
    control?.scrollIntoView({ block: 'center' });
    control?.focus({ preventScroll: true });
  }, [focus, place]);

  const returned = proposal.screening.correction_parts;
  const open =
    proposal.state === 'correction_requested' && returned.length > 0 ? returned.map((part) => part.pointer) : null;
  return (
    <ProposalFilesProvider id={id} organisation={proposal.organisation.id}>
      <OpenPartsProvider value={open}>
        <div className={opened ? 'app-editor app-editor--section' : 'app-editor'}>
          <TaskList id={id} tasks={tasks} place={opened?.place} />
          <div className="app-editor__body">
            {opened ? (
              <Card
                title={opened.title}
                id="section"
                extra={opened.by ? <LastSaved name={opened.by.name} at={opened.by.at} /> : null}
              >
                <ReturnedParts
                  parts={returned}
                  asked={{ documents: files?.required ?? [], form }}
                  own={(pointer) => sectionOf(pointer) === opened.place}
                  locked={open !== null}
                />
                {section ? (
                  <SectionBody
                    section={section}
                    draft={draft}
                    scheme={scheme}
                    filedGroup={filedGroup}
                    faults={checked.faults}
                    found={checked.rows}
                    withForm={form !== null}
                    onChange={change}
                  />
                ) : null}
                <FormSections
                  id={id}
                  form={form}
                  answers={answers}
                  place={place}
                  strict={Boolean(focus)}
                  onState={onState}
                />
                <SectionSteps id={id} tasks={tasks} place={opened.place} />
              </Card>
            ) : (
              <>
                <SectionOverview proposal={proposal} draft={draft} tasks={tasks} clean={faults.length === 0} />
                <FormSections
                  id={id}
                  form={form}
                  answers={answers}
                  place={undefined}
                  strict={false}
                  onState={onState}
                />
                <SimilarHint id={id} />
                <EditorsCard id={id} />
              </>
            )}
          </div>
        </div>
        <FooterBar status={<AutosaveStatus autosave={worst(savings, place, sections, autosave)} />}>
          <Button onClick={() => void flush()} disabled={!unsaved}>
            {t('common:save')}
          </Button>
          <Button
            type="primary"
            disabled={savings.some((saving) => saving.conflict !== null)}
            onClick={() =>
              void flush().then((saved) => {
                if (saved) void navigate({ to: '/app/org/proposals/$id/submit', params: { id } });
              })
            }
          >
            {t('editor.check')}
          </Button>
        </FooterBar>
        <ConflictDialog autosave={autosave} compare={(mine, theirs) => compareDrafts(mine, theirs, t, scheme)} />
        <LeaveGuard unsaved={unsaved} flush={flush} />
        <SignInAgain />
      </OpenPartsProvider>
    </ProposalFilesProvider>
  );
}

/** The state to show: trouble anywhere first, then that of the open place. */
function worst(
  savings: Saving[],
  place: Place | undefined,
  sections: Record<string, Autosave<SectionAnswers>>,
  autosave: Saving,
): Saving {
  const trouble = savings.find(({ state }) => state === 'conflict') ?? savings.find(({ state }) => state === 'error');
  const busy = savings.find((saving) => saving.state === 'saving') ?? savings.find((saving) => saving.unsaved);
  const open = place?.startsWith('form-') ? sections[place.slice(5)] : autosave;
  const latest = savings.reduce((a, b) => ((b.savedAt?.getTime() ?? 0) > (a.savedAt?.getTime() ?? 0) ? b : a));
  return trouble ?? busy ?? (open?.savedAt ? open : latest);
}

/** Every section of the call's form, so that each goes on saving wherever somebody is. */
function FormSections({
  id,
  form,
  answers,
  place,
  strict,
  onState,
}: {
  id: string;
  form: FormDocument | null;
  answers: ProposalAnswersView;
  place: Place | undefined;
  strict: boolean;
  onState: (code: string, autosave: Autosave<SectionAnswers>) => void;
}) {
  return form?.sections.map((section) => {
    const view = answers.sections.find((one) => one.code === section.code);
    return view ? (
      <FormSectionEditor
        key={section.code}
        id={id}
        form={form}
        section={section}
        view={view}
        active={place === `form-${section.code}`}
        strict={strict}
        onState={onState}
      />
    ) : null;
  });
}

function SectionBody({
  section,
  found,
  filedGroup,
  withForm,
  ...props
}: {
  section: Section;
  draft: Draft;
  scheme: SchemeView | undefined;
  filedGroup: boolean;
  faults: Fault[];
  found: RowFaults;
  /** The call has a form of its own, which asks for the texts. */
  withForm: boolean;
  onChange: (edit: (draft: Draft) => Draft) => void;
}) {
  const own = useMemo(
    () => props.faults.filter((fault) => sectionOf(fault.pointer) === section),
    [props.faults, section],
  );
  const given = { ...props, faults: own };
  switch (section) {
    case 'basic':
      return <BasicSection {...given} summary={!withForm} />;
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
    case 'attachments':
      return <AttachmentsSection />;
  }
}

/** What the officer returned of this section, and that the rest of it is locked. */
function ReturnedParts({
  parts,
  asked,
  own: isOwn,
  locked,
}: {
  parts: ProposalView['screening']['correction_parts'];
  asked: Asked;
  own: (pointer: string) => boolean;
  locked: boolean;
}) {
  const { t } = useTranslation('proposals');
  if (!locked) return null;
  const own = parts.filter((part) => isOwn(part.pointer));
  return (
    <div className={own.length > 0 ? 'yc-note yc-note--warning app-banner' : 'yc-note app-banner'}>
      <Icon name={own.length > 0 ? 'pencil' : 'lock'} />
      <div>
        <p className="app-banner__title">{t(own.length > 0 ? 'editor.returnedHere' : 'editor.lockedHere')}</p>
        <ul className="app-plainlist">
          {own.map((part) => (
            <li key={part.pointer}>
              <strong>{partLabel(part.pointer, t, asked)}</strong>
              {part.remark ? `${t('common:colon')}${part.remark}` : ''}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SectionSteps({ id, tasks, place }: { id: string; tasks: Task[]; place: Place }) {
  const { t } = useTranslation('proposals');
  const at = tasks.findIndex((task) => task.place === place);
  const before = tasks[at - 1];
  const after = tasks[at + 1];
  return (
    <nav className="app-editor__steps" aria-label={t('editor.steps')}>
      {before ? (
        <Link
          to="/app/org/proposals/$id"
          params={{ id }}
          search={{ section: before.place }}
          className="yc-btn yc-btn--quiet"
        >
          {t('editor.previous', { section: before.title })}
        </Link>
      ) : (
        <span />
      )}
      {after ? (
        <Link
          to="/app/org/proposals/$id"
          params={{ id }}
          search={{ section: after.place }}
          className="yc-btn yc-btn--quiet"
        >
          {t('editor.next', { section: after.title })}
        </Link>
      ) : null}
    </nav>
  );
}
