// Addresses are read by the first script of the site: nothing here may import an operation or a page.

export const SUBMIT_STEPS = ['check', 'preview', 'declare'] as const;
export type SubmitStep = (typeof SUBMIT_STEPS)[number];

/** The states an applicant filters by; the others are one step of the review and short. */
export const FILTER_STATES = [
  'draft',
  'submitted',
  'correction_requested',
  'eligible',
  'ineligible',
  'under_review',
  'on_notice',
  'awarded',
  'not_selected',
  'withdrawn',
] as const;

export const SECTIONS = ['basic', 'need', 'plan', 'indicators', 'beneficiaries', 'budget', 'attachments'] as const;
export type Section = (typeof SECTIONS)[number];
/** Those that are written in the draft; files are handed over by themselves. */
export type WrittenSection = Exclude<Section, 'attachments'>;

/** A place of the editor: a part of every proposal, or a section of the form of its call. */
export type Place = Section | `form-${string}`;

export function placeOf(value: unknown): Place | undefined {
  if (SECTIONS.some((section) => section === value)) return value as Section;
  return typeof value === 'string' && /^form-[a-z0-9_]{1,40}$/.test(value) ? (value as Place) : undefined;
}
