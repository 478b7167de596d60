import type { Fault } from '@/api/client';
import type { ProposalAttachmentsView } from '@/api/gen/types.gen';
import { type FormDocument, formText } from '@/lib/forms';
import type { Translate } from '@/lib/i18n';
import { ownForm } from '../lib/parts';
import type { ProposalAnswersView } from './api';
import { type Draft, type SectionState, sectionState } from './draft';
import { type Place, SECTIONS, type Section } from './filter';

/** One line of the task list. */
export interface Task {
  place: Place;
  title: string;
  state: SectionState;
  /** Who worked on it last, when it was somebody else. */
  by?: { name: string; at: string } | undefined;
}

const STATES: Record<ProposalAnswersView['sections'][number]['state'], SectionState> = {
  not_started: 'todo',
  in_progress: 'started',
  complete: 'done',
  faulty: 'fix',
  waiting: 'waiting',
};

/** What a form of the call's own takes the place of. */
function isReplaced(section: Section, form: FormDocument | null): boolean {
  if (!form) return false;
  if (section === 'indicators') {
    return form.sections.some((one) => one.fields.some((field) => field.input.kind === 'indicators'));
  }
  return section === 'need' || section === 'plan';
}

/** The places of a proposal in order: what every proposal has, with the sections of the form after the basics. */
export function placesOf(form: FormDocument | null): Place[] {
  const kept = SECTIONS.filter((section) => !isReplaced(section, form));
  const own = (form?.sections ?? []).map((section): Place => `form-${section.code}`);
  return [...kept.slice(0, 1), ...own, ...kept.slice(1)];
}

/** The name of a place. */
export function placeTitle(place: Place, form: FormDocument | null, t: Translate<'proposals'>): string {
  const section = SECTIONS.find((one) => one === place);
  if (section) return t(`section.${section}`);
  const own = form?.sections.find((one) => `form-${one.code}` === place);
  return own ? formText(own.title) : place;
}

/** How far the files are; a call that asks for nothing leaves them to the applicant. */
export function filesState(files: ProposalAttachmentsView | undefined): SectionState {
  const faults = files?.faults ?? [];
  const some = (files?.items ?? []).some((one) => one.kind === 'document' || one.kind === 'other');
  if (faults.some((fault) => fault.code !== 'document_missing')) return 'fix';
  if (!files || faults.length > 0) return some ? 'started' : 'todo';
  return some ? 'done' : 'optional';
}

/** How far everything is: the parts of every proposal by their draft, the sections of the form as the server says. */
export function tasksOf(
  answers: ProposalAnswersView,
  draft: Draft,
  faults: Fault[],
  files: ProposalAttachmentsView | undefined,
  me: string,
  t: Translate<'proposals'>,
): Task[] {
  const form = ownForm(answers);
  return placesOf(form).map((place) => {
    const title = placeTitle(place, form, t);
    const section = SECTIONS.find((one) => one === place);
    if (section === 'attachments') return { place, title, state: filesState(files) };
    if (section) return { place, title, state: sectionState(draft, section, faults, form !== null) };
    const view = answers.sections.find((one) => `form-${one.code}` === place);
    const other = view?.saved_by && view.saved_by.id !== me && view.saved_at ? view : undefined;
    return {
      place,
      title,
      state: STATES[view?.state ?? 'not_started'],
      by: other ? { name: other.saved_by?.name ?? '', at: other.saved_at ?? '' } : undefined,
    };
  });
}
