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

export const SECTIONS = ['basic', 'need', 'plan', 'indicators', 'beneficiaries', 'budget'] as const;
export type Section = (typeof SECTIONS)[number];
