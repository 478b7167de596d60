import { type FormDocument, formOf, formText } from '@/lib/forms';
import type { Translate } from '@/lib/i18n';

/** The parts that every proposal has, as pointers, in the order of the form. */
const PARTS = [
  '/title',
  '/category',
  '/content/summary',
  '/content/need',
  '/content/goals',
  '/content/activities',
  '/plan',
  '/content/team',
  '/team',
  '/content/risks',
  '/risks',
  '/indicators',
  '/beneficiaries',
  '/budget/grant',
  '/budget/matching',
  '/attachments',
] as const;

/** The answers of a form, as they are sent with it. */
interface Answers {
  form: { standard: boolean; document: Record<string, unknown> };
}

/** The form of the call, unless it is the standard one, whose answers are the proposal itself. */
export function ownForm(answers: Answers | undefined): FormDocument | null {
  return answers && !answers.form.standard ? formOf(answers.form) : null;
}

/** What a call asks for of its own: documents, and sections of a form. */
export interface Asked {
  documents: readonly { code: string; title: string }[];
  form: FormDocument | null;
}

/** What a form of the call's own takes the place of. */
function isReplaced(pointer: string, form: FormDocument): boolean {
  if (pointer === '/indicators') {
    return form.sections.some((section) => section.fields.some((field) => field.input.kind === 'indicators'));
  }
  return /^\/(content|plan|team|risks)/.test(pointer);
}

/** The parts that an officer can return: each section of the call's form and each document by itself. */
export function returnableParts({ documents, form }: Asked): string[] {
  const kept = form ? PARTS.filter((pointer) => !isReplaced(pointer, form)) : PARTS;
  return [
    ...kept.slice(0, 2),
    ...(form?.sections ?? []).map((section) => `/answers/${section.code}`),
    ...kept.slice(2),
    ...documents.map((document) => `/attachments/${document.code}`),
  ];
}

/** A document or a section of the form by the name that the call gives it. */
function askedLabel(pointer: string, { documents, form }: Asked, t: Translate<'proposals'>): string | undefined {
  const [, head, code, rest] = pointer.split('/');
  if (rest !== undefined) return undefined;
  if (head === 'answers') {
    const section = form?.sections.find((one) => one.code === code);
    return section && formText(section.title);
  }
  const document = head === 'attachments' ? documents.find((one) => one.code === code) : undefined;
  return document && `${t('document.attachments')}${t('common:colon')}${document.title}`;
}

/** A part of a proposal in words; a row of a list with its place. */
export function partLabel(pointer: string, t: Translate<'proposals'>, asked?: Asked): string {
  const named = asked && askedLabel(pointer, asked, t);
  if (named) return named;
  const steps = pointer.split('/').filter(Boolean);
  const [head = '', second = ''] = steps;
  const row = steps.find((step) => /^\d+$/.test(step));
  const nth = row === undefined ? '' : t('rows.nth', { n: Number(row) + 1 });
  switch (head) {
    case 'title':
      return t('field.title');
    case 'category':
    case 'track':
    case 'indicators':
    case 'beneficiaries':
    case 'plan':
      return t(`document.${head}`) + nth;
    case 'team':
      return t('document.members') + nth;
    case 'risks':
      return t('document.riskRows') + nth;
    case 'content': {
      const text = (['summary', 'need', 'goals', 'activities', 'team', 'risks'] as const).find(
        (name) => name === second,
      );
      return text ? t(`document.${text}`) : t('document.title');
    }
    case 'budget':
      if (second === 'matching') return t('document.matchingTable') + nth;
      if (second === 'grant') return t('document.grantTable') + nth;
      return t('document.budget');
    case 'requested':
      return t('document.requested');
    case 'attachments':
      return t('document.attachments');
    case 'needs':
      return t('document.needs');
    case 'answers':
      return t('document.answers');
    case 'organisation':
      return t('document.organisation');
    default:
      return pointer;
  }
}
