import { currentLanguage } from './i18n';

/** The form document `form/1`, as the server reads it, and the few rules the pages need of it. */

export interface FormText {
  zh: string;
  en: string;
}

export interface FormChoice {
  code: string;
  label: FormText;
}

export interface FormColumn {
  code: string;
  label: FormText;
  required?: boolean;
  input: FormInput;
}

export type FormInput =
  | { kind: 'short_text' | 'long_text'; min?: number; max: number }
  | { kind: 'single_choice'; options: FormChoice[] }
  | { kind: 'multiple_choice'; options: FormChoice[]; min?: number; max?: number }
  | { kind: 'number'; decimals: number; min?: string; max?: string; unit?: FormText }
  | { kind: 'money'; min?: string; max?: string }
  | { kind: 'date'; earliest?: string; latest?: string }
  | { kind: 'yes_no' }
  | { kind: 'table'; columns: FormColumn[]; min_rows?: number; max_rows: number }
  | { kind: 'file'; purpose: string; max_files: number }
  | { kind: 'indicators' | 'team'; min_rows?: number; max_rows: number }
  | { kind: 'declaration' };

export type FormKind = FormInput['kind'];

export type StandardPart = 'summary' | 'need' | 'goals' | 'activities' | 'team' | 'risks';
export const STANDARD_PARTS: StandardPart[] = ['summary', 'need', 'goals', 'activities', 'team', 'risks'];

export interface FormField {
  code: string;
  label: FormText;
  help?: FormText;
  required?: boolean;
  shown_when?: { field: string; one_of: string[] };
  stands_for?: StandardPart;
  input: FormInput;
}

export interface FormSection {
  code: string;
  title: FormText;
  help?: FormText;
  after?: string;
  fields: FormField[];
}

export interface FormDocument {
  format: 'form/1';
  sections: FormSection[];
}

/** One row of a table as typed. */
export type FormRow = Record<string, string>;
export type FormAnswer = string | boolean | string[] | FormRow[];
/** The answers of one section, by the code of the field. */
export type SectionAnswers = Record<string, FormAnswer>;

/** The document of a form; the contract leaves it open. */
export function formOf(holder: { document: Record<string, unknown> }): FormDocument {
  return holder.document as unknown as FormDocument;
}

/** A text in the language of the page; Chinese where there is no English. */
export function formText(text: FormText | undefined): string {
  if (!text) return '';
  return currentLanguage() === 'en' && text.en.trim() ? text.en : text.zh;
}

/** Characters as the server counts them: Unicode code points, a line break once. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const character of text) if (character !== '\r') count += 1;
  return count;
}

/** The first `max` characters, as the server counts them. */
export function cutCharacters(text: string, max: number): string {
  return countCharacters(text) <= max ? text : [...text.replace(/\r/g, '')].slice(0, max).join('');
}

export function isShown(field: FormField, answers: SectionAnswers): boolean {
  const condition = field.shown_when;
  if (!condition) return true;
  const answer = answers[condition.field];
  if (typeof answer === 'boolean') return condition.one_of.includes(answer ? 'yes' : 'no');
  if (typeof answer === 'string') return condition.one_of.includes(answer);
  return Array.isArray(answer) && answer.some((code) => typeof code === 'string' && condition.one_of.includes(code));
}

/** The columns of a table of any kind. */
export function columnsOf(input: FormInput): FormColumn[] | null {
  const text = (code: string, zh: string, en: string, required: boolean, max: number): FormColumn => ({
    code,
    label: { zh, en },
    required,
    input: { kind: 'short_text', max },
  });
  switch (input.kind) {
    case 'table':
      return input.columns;
    case 'indicators':
      return [
        text('name', '指标名称', 'Indicator', true, 100),
        text('unit', '计量单位', 'Unit', false, 20),
        text('baseline', '现状值', 'Baseline', false, 40),
        text('target', '目标值', 'Target', true, 40),
      ];
    case 'team':
      return [
        text('name', '姓名', 'Name', true, 40),
        text('position', '项目职务', 'Position', true, 40),
        text('qualification', '专业资质', 'Qualification', false, 100),
        text('duty', '分工', 'Duty', false, 200),
      ];
    default:
      return null;
  }
}

function isBlankRow(row: FormRow): boolean {
  return Object.values(row).every((cell) => cell.trim() === '');
}

function isEmpty(answer: FormAnswer | undefined): boolean {
  if (answer === undefined) return true;
  if (typeof answer === 'string') return answer.trim() === '';
  return Array.isArray(answer) && answer.length === 0;
}

/** What is sent: without what says nothing, and without rows that are entirely empty at the end. */
export function wireAnswers(answers: SectionAnswers): SectionAnswers {
  const wire: SectionAnswers = {};
  for (const [code, answer] of Object.entries(answers)) {
    const kept = Array.isArray(answer) && typeof answer[0] === 'object' ? trimRows(answer as FormRow[]) : answer;
    if (!isEmpty(kept)) wire[code] = kept;
  }
  return wire;
}

/** Rows keep their places, so that faults meet the rows on the screen; only empty ones at the end go. */
function trimRows(rows: FormRow[]): FormRow[] {
  let end = rows.length;
  while (end > 0 && isBlankRow(rows[end - 1] as FormRow)) end -= 1;
  return rows.slice(0, end);
}

/** The label of an option by its code. */
export function optionLabel(options: FormChoice[], code: string): string {
  const option = options.find((one) => one.code === code);
  return option ? formText(option.label) : code;
}
