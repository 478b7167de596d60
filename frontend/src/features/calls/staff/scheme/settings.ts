import type { Node } from './document';

/** Every setting of a scheme, where it stands, how it is written and in which group it is found. */

export const GROUPS = ['who', 'tracks', 'money', 'review', 'notice', 'tranches', 'reports', 'clocks'] as const;
type Group = (typeof GROUPS)[number];

type Kind =
  | 'int'
  /** Basis points, shown as a percentage. */
  | 'bp'
  | 'money'
  /** Points of a score, as text. */
  | 'points'
  | 'code'
  | 'text'
  | 'bool'
  | 'enum'
  /** Some of a fixed set. */
  | 'set'
  /** All of a fixed set, in an order. */
  | 'order'
  | 'rows';

interface Common {
  kind: Kind;
  /** Key of `schemes:unit`. */
  unit?: string;
  min?: number;
  max?: number;
  /** May be left empty: the rule then does not exist. */
  optional?: boolean;
  /** Group of `enum.json`, and its values. */
  options?: { kind: string; values: string[] };
}

/** One field of a row. */
export interface Column extends Common {
  name: string;
  rows?: Rows;
}

/** A list whose entries are edited one below the other. */
export interface Rows {
  columns: Column[];
  blank: () => Node;
  /** The column whose values add up to the whole. */
  whole?: string;
}

export interface Setting extends Common {
  pointer: string;
  group: Group;
  rows?: Rows;
}

const GATES = ['agreement_signed', 'midterm_passed', 'final_passed', 'acceptance_and_audit'];
const text = (): Node => ({ zh: '', en: '' });

const TRANCHES: Rows = {
  columns: [
    { name: 'bp', kind: 'bp', min: 1, max: 10_000 },
    { name: 'gate', kind: 'enum', options: { kind: 'gate', values: GATES } },
    { name: 'due_working_days', kind: 'int', unit: 'workingDays', min: 1, max: 250 },
  ],
  blank: () => ({ bp: 0, gate: 'acceptance_and_audit', due_working_days: 15 }),
  whole: 'bp',
};

const QUOTA: Column[] = [
  { name: 'quota/max_awards', kind: 'int', unit: 'projects', min: 1, max: 100_000, optional: true },
  { name: 'quota/max_amount', kind: 'money', optional: true },
];

const TRACKS: Rows = {
  columns: [
    { name: 'code', kind: 'code' },
    { name: 'title', kind: 'text' },
    { name: 'cap_per_project', kind: 'money', optional: true },
    ...QUOTA,
    { name: 'tranches', kind: 'rows', optional: true, rows: TRANCHES },
  ],
  blank: () => ({ code: '', title: text(), quota: null, cap_per_project: null, tranches: null }),
};

const CATEGORIES: Rows = {
  columns: [{ name: 'code', kind: 'code' }, { name: 'title', kind: 'text' }, ...QUOTA],
  blank: () => ({ code: '', title: text(), quota: null }),
};

const LINES: Rows = {
  columns: [
    { name: 'subject', kind: 'code' },
    { name: 'title', kind: 'text' },
    { name: 'max_share_bp', kind: 'bp', min: 1, max: 10_000, optional: true },
    { name: 'max_unit_price', kind: 'money', optional: true },
    { name: 'forbidden', kind: 'bool' },
  ],
  blank: () => ({ subject: '', title: text(), max_share_bp: null, max_unit_price: null, forbidden: false }),
};

const ANCHORS: Rows = {
  columns: [
    { name: 'min', kind: 'points', unit: 'points' },
    { name: 'text', kind: 'text' },
  ],
  blank: () => ({ min: '0', text: text() }),
};

const CRITERIA: Rows = {
  columns: [
    { name: 'code', kind: 'code' },
    { name: 'title', kind: 'text' },
    { name: 'weight_bp', kind: 'bp', min: 0, max: 10_000 },
    { name: 'min', kind: 'points', unit: 'points' },
    { name: 'max', kind: 'points', unit: 'points' },
    { name: 'step', kind: 'points', unit: 'points' },
    { name: 'guidance', kind: 'text' },
    { name: 'explain_below', kind: 'points', unit: 'points', optional: true },
    { name: 'explain_above', kind: 'points', unit: 'points', optional: true },
    { name: 'explain_chars', kind: 'int', unit: 'characters', min: 1, max: 500, optional: true },
    { name: 'anchors', kind: 'rows', rows: ANCHORS },
  ],
  blank: () => ({
    code: '',
    title: text(),
    weight_bp: 0,
    min: '0',
    max: '10',
    step: '0.5',
    guidance: text(),
    explain_below: null,
    explain_above: null,
    explain_chars: null,
    anchors: [],
  }),
  whole: 'weight_bp',
};

const GRADES: Rows = {
  columns: [
    { name: 'code', kind: 'code' },
    { name: 'title', kind: 'text' },
    { name: 'min', kind: 'points', unit: 'points' },
    { name: 'releases_balance', kind: 'bool' },
  ],
  blank: () => ({ code: '', title: text(), min: '0', releases_balance: true }),
};

const years = (pointer: string): Setting => ({ pointer, group: 'who', kind: 'int', unit: 'years', min: 0, max: 20 });
const days = (pointer: string): Setting => ({
  pointer,
  group: 'clocks',
  kind: 'int',
  unit: 'workingDays',
  min: 1,
  max: 250,
});

export const SETTINGS: Setting[] = [
  years('/eligibility/registration_years'),
  { pointer: '/eligibility/inspections_passed', group: 'who', kind: 'int', unit: 'times', min: 0, max: 20 },
  {
    pointer: '/eligibility/grade_floor',
    group: 'who',
    kind: 'enum',
    optional: true,
    options: { kind: 'grade', values: ['1A', '2A', '3A', '4A', '5A'] },
  },
  years('/eligibility/abnormal_list_years'),
  years('/eligibility/serious_violation_years'),
  years('/eligibility/penalty_years'),
  years('/eligibility/breach_ban_years'),
  {
    pointer: '/eligibility/previous_grantee',
    group: 'who',
    kind: 'enum',
    options: { kind: 'previous_grantee', values: ['allowed', 'barred', 'barred_if_unsettled', 'preferred'] },
  },
  {
    pointer: '/eligibility/filed_groups',
    group: 'who',
    kind: 'enum',
    options: { kind: 'filed_groups', values: ['refused', 'through_sponsor', 'own_track'] },
  },
  { pointer: '/eligibility/filed_group_cap', group: 'who', kind: 'money', optional: true },
  {
    pointer: '/need_link',
    group: 'who',
    kind: 'enum',
    options: { kind: 'need_link', values: ['none', 'optional', 'required'] },
  },
  { pointer: '/limits/proposals_per_organisation', group: 'who', kind: 'int', unit: 'copies', min: 1, max: 100 },
  { pointer: '/limits/awards_per_organisation', group: 'who', kind: 'int', unit: 'projects', min: 1, max: 100 },
  {
    pointer: '/limits/awards_per_call',
    group: 'who',
    kind: 'int',
    unit: 'projects',
    min: 1,
    max: 100_000,
    optional: true,
  },
  {
    pointer: '/limits/sign_off',
    group: 'who',
    kind: 'enum',
    options: { kind: 'sign_off', values: ['none', 'owner', 'another_person'] },
  },
  { pointer: '/limits/registered_team', group: 'who', kind: 'bool' },

  { pointer: '/tracks', group: 'tracks', kind: 'rows', rows: TRACKS },
  { pointer: '/categories', group: 'tracks', kind: 'rows', rows: CATEGORIES },

  {
    pointer: '/funding_sources',
    group: 'money',
    kind: 'set',
    options: {
      kind: 'source',
      values: ['welfare_lottery', 'fiscal', 'foundation', 'donation', 'street_match', 'community_fund'],
    },
  },
  { pointer: '/budget/floor_per_project', group: 'money', kind: 'money', optional: true },
  { pointer: '/budget/cap_per_project', group: 'money', kind: 'money', optional: true },
  { pointer: '/budget/cap_share_bp', group: 'money', kind: 'bp', min: 1, max: 10_000, optional: true },
  {
    pointer: '/budget/over_cap',
    group: 'money',
    kind: 'enum',
    options: { kind: 'over_cap', values: ['refuse', 'trim'] },
  },
  { pointer: '/budget/matching_min_bp', group: 'money', kind: 'bp', min: 0, max: 100_000 },
  { pointer: '/budget/matching_proof_from', group: 'money', kind: 'money', optional: true },
  { pointer: '/budget/matching_proof_file', group: 'money', kind: 'bool' },
  { pointer: '/line_shift_bp', group: 'money', kind: 'bp', min: 0, max: 10_000 },
  { pointer: '/organiser_share_max_bp', group: 'money', kind: 'bp', min: 0, max: 10_000 },
  { pointer: '/budget/lines', group: 'money', kind: 'rows', rows: LINES },

  { pointer: '/panel/size', group: 'review', kind: 'int', unit: 'people', min: 1, max: 99 },
  { pointer: '/panel/odd', group: 'review', kind: 'bool' },
  { pointer: '/panel/finance_members', group: 'review', kind: 'int', unit: 'people', min: 0, max: 99 },
  {
    pointer: '/panel/draw',
    group: 'review',
    kind: 'enum',
    options: { kind: 'panel_draw', values: ['random', 'appointed'] },
  },
  { pointer: '/scoring/stage_weights_bp/written', group: 'review', kind: 'bp', min: 0, max: 10_000 },
  { pointer: '/scoring/stage_weights_bp/defence', group: 'review', kind: 'bp', min: 0, max: 10_000 },
  { pointer: '/scoring/stage_weights_bp/public_jury', group: 'review', kind: 'bp', min: 0, max: 10_000 },
  { pointer: '/scoring/stage_weights_bp/site_visit', group: 'review', kind: 'bp', min: 0, max: 10_000, optional: true },
  {
    pointer: '/scoring/shortlist',
    group: 'review',
    kind: 'int',
    unit: 'projects',
    min: 1,
    max: 100_000,
    optional: true,
  },
  { pointer: '/rubric/criteria', group: 'review', kind: 'rows', rows: CRITERIA },
  { pointer: '/defence_rubric/criteria', group: 'review', kind: 'rows', rows: CRITERIA, optional: true },
  {
    pointer: '/scoring/aggregate',
    group: 'review',
    kind: 'enum',
    options: { kind: 'aggregate_method', values: ['trimmed_mean', 'median', 'hodges_lehmann'] },
    optional: true,
  },
  { pointer: '/scoring/trim_share_bp', group: 'review', kind: 'bp', min: 1, max: 4_999, optional: true },
  { pointer: '/scoring/trim_low', group: 'review', kind: 'int', unit: 'copies', min: 0, max: 99 },
  { pointer: '/scoring/trim_high', group: 'review', kind: 'int', unit: 'copies', min: 0, max: 99 },
  { pointer: '/scoring/min_n_for_trim', group: 'review', kind: 'int', unit: 'copies', min: 1, max: 99 },
  { pointer: '/scoring/quorum', group: 'review', kind: 'int', unit: 'copies', min: 1, max: 99 },
  { pointer: '/scoring/decimals', group: 'review', kind: 'int', unit: 'digits', min: 0, max: 4 },
  {
    pointer: '/scoring/rounding',
    group: 'review',
    kind: 'enum',
    options: { kind: 'rounding', values: ['half_up', 'half_even'] },
  },
  { pointer: '/scoring/pass_mark', group: 'review', kind: 'points', unit: 'points' },
  { pointer: '/scoring/bonus_max', group: 'review', kind: 'points', unit: 'points' },
  {
    pointer: '/scoring/tie_order',
    group: 'review',
    kind: 'order',
    options: { kind: 'tie', values: ['defence', 'criteria', 'lower_request', 'panel_vote', 'lottery'] },
  },
  { pointer: '/scoring/outliers/points', group: 'review', kind: 'points', unit: 'points' },
  { pointer: '/scoring/outliers/mad_k', group: 'review', kind: 'points', unit: 'multiples' },
  { pointer: '/scoring/outliers/mad_floor', group: 'review', kind: 'points', unit: 'points' },
  { pointer: '/scoring/reviewer_names_shown', group: 'review', kind: 'bool' },

  {
    pointer: '/notice/unit',
    group: 'notice',
    kind: 'enum',
    options: { kind: 'day_unit', values: ['working', 'calendar'] },
  },
  { pointer: '/notice/days', group: 'notice', kind: 'int', unit: 'days', min: 1, max: 90 },
  { pointer: '/re_review_days', group: 'notice', kind: 'int', unit: 'days', min: 1, max: 250, optional: true },
  { pointer: '/approval_days', group: 'notice', kind: 'int', unit: 'days', min: 1, max: 250, optional: true },
  {
    pointer: '/agreement_working_days',
    group: 'notice',
    kind: 'int',
    unit: 'workingDays',
    min: 5,
    max: 250,
    optional: true,
  },

  { pointer: '/tranches', group: 'tranches', kind: 'rows', rows: TRANCHES },

  {
    pointer: '/reporting/rhythm',
    group: 'reports',
    kind: 'enum',
    options: { kind: 'report_rhythm', values: ['none', 'monthly', 'quarterly'] },
  },
  { pointer: '/reporting/midterm_at_bp', group: 'reports', kind: 'bp', min: 1, max: 9_999, optional: true },
  { pointer: '/reporting/final_report_months', group: 'reports', kind: 'int', unit: 'months', min: 1, max: 12 },
  { pointer: '/grades', group: 'reports', kind: 'rows', rows: GRADES },
  { pointer: '/satisfaction/min_sample', group: 'reports', kind: 'int', unit: 'answers', min: 1, max: 1_000_000 },
  { pointer: '/satisfaction/min_sample_share_bp', group: 'reports', kind: 'bp', min: 0, max: 10_000 },
  { pointer: '/satisfaction/threshold_bp', group: 'reports', kind: 'bp', min: 0, max: 10_000 },
  { pointer: '/audit_threshold', group: 'reports', kind: 'money', optional: true },
  {
    pointer: '/unspent',
    group: 'reports',
    kind: 'enum',
    options: { kind: 'unspent', values: ['return_at_close', 'to_treasury'] },
  },
  { pointer: '/unspent_years', group: 'reports', kind: 'int', unit: 'years', min: 1, max: 20, optional: true },

  days('/clocks/need_response_working_days'),
  days('/clocks/correction_working_days'),
  { pointer: '/clocks/defence_minutes', group: 'clocks', kind: 'int', unit: 'minutes', min: 1, max: 250 },
  { pointer: '/clocks/question_minutes', group: 'clocks', kind: 'int', unit: 'minutes', min: 1, max: 250 },
  days('/clocks/rectification_working_days'),
  days('/clocks/archive_working_days'),
];

/** The setting that a fault belongs to: the one whose pointer leads to it. */
export function settingOf(pointer: string): Setting | undefined {
  const fits = SETTINGS.filter((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`));
  return fits.sort((left, right) => right.pointer.length - left.pointer.length)[0];
}
