import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Fault } from '@/api/client';
import { ConflictDialog } from '@/components/app/AutosaveStatus';
import { FormFields } from '@/components/app/FormFields';
import { Icon } from '@/components/base/Icon';
import { type Autosave, useAutosave } from '@/lib/autosave';
import {
  columnsOf,
  type FormAnswer,
  type FormDocument,
  type FormField,
  type FormRow,
  type FormSection,
  formText,
  optionLabel,
  type SectionAnswers,
  wireAnswers,
} from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { merge } from '@/lib/merge';
import { AnswerFiles } from './AnswerFiles';
import { answersOptions, type ProposalAnswersView, saveSection } from './api';
import { useLocked } from './lock';
import { placeTitle } from './places';

type SectionView = ProposalAnswersView['sections'][number];

/**
 * One section of the call's form, saved by itself against its own version. It is there for every section, drawn only
 * for the one that is open: what was typed in another keeps saving.
 */
export function FormSectionEditor({
  id,
  form,
  section,
  view,
  active,
  strict,
  onState,
}: {
  id: string;
  form: FormDocument;
  section: FormSection;
  view: SectionView;
  active: boolean;
  /** Came from the check: what is missing is said as well. */
  strict: boolean;
  onState: (code: string, autosave: Autosave<SectionAnswers>) => void;
}) {
  const { t } = useTranslation('proposals');
  const client = useQueryClient();
  const { code } = section;
  const [answers, setAnswers] = useState(() => view.answers as SectionAnswers);
  const autosave = useAutosave<SectionAnswers>({
    key: `proposal/${id}/${code}`,
    value: answers,
    version: view.version,
    server: { value: view.answers as SectionAnswers, version: view.version },
    wire: wireAnswers,
    merge,
    save: async (value, version) => {
      const saved = await saveSection(id, code, wireAnswers(value), version);
      client.setQueryData(answersOptions(id).queryKey, (old) => (old ? taken(old, saved) : old));
      return { version: saved.section.version };
    },
    load: async () => {
      const all = await client.fetchQuery({ ...answersOptions(id), staleTime: 0 });
      const own = all.sections.find((one) => one.code === code);
      return { value: (own?.answers ?? {}) as SectionAnswers, version: own?.version ?? 0 };
    },
    onReplace: (value) => setAnswers(value),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told about is the state, not the object that holds it
  useEffect(() => {
    onState(code, autosave);
  }, [code, onState, autosave.state, autosave.unsaved, autosave.savedAt, autosave.restored]);

  const waiting = view.state === 'waiting' && !autosave.unsaved;
  const closed = useLocked(`/answers/${code}`) || waiting;
  return (
    <>
      {active ? (
        <>
          {section.help ? <p className="app-prose app-formhelp">{formText(section.help)}</p> : null}
          {waiting ? (
            <p className="yc-note">
              <Icon name="lock" />
              {t('editor.waits', { section: placeTitle(`form-${section.after ?? ''}`, form, t) })}
            </p>
          ) : null}
          <FormFields
            section={section}
            answers={answers}
            faults={autosave.unsaved ? stillTrue(view, answers) : view.faults}
            base={`/answers/${code}`}
            disabled={closed}
            strict={strict}
            renderFile={(field) =>
              field.input.kind === 'file' ? (
                <AnswerFiles
                  field={field}
                  pointer={`/answers/${code}/${field.code}`}
                  value={idsOf(answers[field.code])}
                  max={field.input.max_files}
                  disabled={closed}
                  onChange={(edit) => setAnswers((old) => withAnswer(old, field.code, edit(idsOf(old[field.code]))))}
                />
              ) : null
            }
            onChange={(field, answer) => setAnswers((old) => withAnswer(old, field, answer))}
          />
        </>
      ) : null}
      <ConflictDialog autosave={autosave} compare={(mine, theirs) => compareAnswers(section, mine, theirs, t)} />
    </>
  );
}

/** The files that an answer names. */
function idsOf(answer: FormAnswer | undefined): string[] {
  return Array.isArray(answer) ? answer.filter((id) => typeof id === 'string') : [];
}

function withAnswer(old: SectionAnswers, field: string, answer: FormAnswer | undefined): SectionAnswers {
  const { [field]: _, ...rest } = old;
  return answer === undefined ? rest : { ...rest, [field]: answer };
}

/** The faults of fields that say what they said when the server looked at them. */
function stillTrue(view: SectionView, answers: SectionAnswers): Fault[] {
  return view.faults.filter((fault) => {
    const field = fault.pointer.split('/')[3] ?? '';
    return JSON.stringify(view.answers[field]) === JSON.stringify(answers[field]);
  });
}

/** The answers with a section as it was just saved, and with where the others stand. */
function taken(
  old: ProposalAnswersView,
  saved: { section: SectionView; progress: Pick<SectionView, 'code' | 'state'>[] },
): ProposalAnswersView {
  const state = (code: string) => saved.progress.find((one) => one.code === code)?.state;
  return {
    ...old,
    sections: old.sections.map((one) =>
      one.code === saved.section.code ? saved.section : { ...one, state: state(one.code) ?? one.state },
    ),
  };
}

/** Both versions of every question in words. */
function compareAnswers(
  section: FormSection,
  mine: SectionAnswers,
  theirs: SectionAnswers,
  t: ReturnType<typeof useTranslation<'proposals'>>['t'],
) {
  const words = (field: FormField, answer: FormAnswer | undefined): string => {
    if (answer === undefined) return '';
    if (typeof answer === 'boolean') return t(answer ? 'forms:yes' : 'forms:no');
    const { input } = field;
    if (input.kind === 'file') return t('attachments.count', { count: idsOf(answer).length });
    const option = (code: string) => ('options' in input ? optionLabel(input.options, code) : code);
    if (typeof answer === 'string') return option(answer);
    const columns = columnsOf(input);
    if (!columns) return (answer as string[]).map(option).join(t('common:comma'));
    return (answer as FormRow[]).map((row) => columns.map((column) => row[column.code] ?? '').join(' ')).join('\n');
  };
  return section.fields.map((field) => ({
    label: formText(field.label),
    path: [field.code],
    mine: words(field, mine[field.code]),
    theirs: words(field, theirs[field.code]),
  }));
}
