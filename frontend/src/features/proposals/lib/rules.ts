import type { FaultView, OrganisationView, ProposalView } from '@/api/gen/types.gen';
import { shareBp, sumMoney } from '@/lib/money';
import { formatBp, type SchemeView } from '@/lib/scheme';

/** The rules an officer goes through, in the order of the screening form. */
type RuleKey =
  | 'verified'
  | 'kind'
  | 'age'
  | 'inspections'
  | 'grade'
  | 'listed'
  | 'organiser'
  | 'previous'
  | 'count'
  | 'cap'
  | 'share'
  | 'matching'
  | 'lines'
  | 'content'
  | 'other';

const CODES: Record<Exclude<RuleKey, 'other'>, string[]> = {
  verified: ['not_verified'],
  kind: ['sponsor_missing', 'filed_group_refused'],
  age: ['registered_too_recently'],
  inspections: ['inspections_missing'],
  grade: ['grade_too_low'],
  listed: ['listed'],
  organiser: ['organiser'],
  previous: ['previous_grantee', 'unsettled_project'],
  count: ['too_many_proposals'],
  cap: ['over_cap', 'below_floor'],
  share: ['over_cap_share'],
  matching: ['matching_too_low'],
  lines: [
    'forbidden_subject',
    'unknown_subject',
    'subject_share_too_high',
    'unit_price_too_high',
    'subtotal_mismatch',
    'sum_mismatch',
    'not_whole_fen',
  ],
  content: ['missing', 'unknown', 'not_positive'],
};

/** A figure as the page shows it: money, a count, a share, a date, or a word of the interface. */
export type Figure =
  | { kind: 'money'; value: string }
  | { kind: 'text'; value: string }
  | { kind: 'years' | 'times' | 'copies'; value: number }
  | { kind: 'date'; value: string }
  | { kind: 'enum'; of: string; value: string }
  | { kind: 'key'; value: 'none' | 'noneFound' | 'complete' | 'byScheme' | 'verified' };

export interface RuleRow {
  key: RuleKey;
  limit: Figure;
  actual: Figure;
  faults: FaultView[];
}

const none: Figure = { kind: 'key', value: 'none' };
const noneFound: Figure = { kind: 'key', value: 'noneFound' };

/**
 * One row a rule of the scheme, with its limit, the figure found, and what the server's check says against it. Whether
 * a rule holds is decided by the server alone; a rule the scheme does not set is left out.
 */
export function ruleRows(
  proposal: Pick<ProposalView, 'requested' | 'matching'>,
  scheme: SchemeView,
  organisation: OrganisationView | undefined,
  faults: FaultView[],
): RuleRow[] {
  const left = new Set(faults);
  const take = (key: Exclude<RuleKey, 'other'>): FaultView[] => {
    const found = faults.filter((fault) => left.has(fault) && CODES[key].includes(fault.code));
    for (const fault of found) left.delete(fault);
    return found;
  };
  const rows: RuleRow[] = [];
  const add = (key: Exclude<RuleKey, 'other'>, limit: Figure, actual: Figure, always = true) => {
    const found = take(key);
    if (always || found.length > 0) rows.push({ key, limit, actual, faults: found });
  };
  const { eligibility, limits, budget } = scheme;
  const requested = proposal.requested ?? '0.00';
  const matching = proposal.matching ?? '0.00';

  add(
    'verified',
    { kind: 'key', value: 'verified' },
    organisation ? { kind: 'enum', of: 'state.organisation', value: organisation.state } : none,
  );
  add(
    'kind',
    eligibility ? { kind: 'enum', of: 'filed_groups', value: eligibility.filed_groups } : none,
    organisation ? { kind: 'enum', of: 'kind', value: organisation.kind } : none,
  );
  add(
    'age',
    { kind: 'years', value: eligibility?.registration_years ?? 0 },
    organisation?.registered_on ? { kind: 'date', value: organisation.registered_on } : none,
    (eligibility?.registration_years ?? 0) > 0,
  );
  add(
    'inspections',
    { kind: 'times', value: eligibility?.inspections_passed ?? 0 },
    { kind: 'times', value: organisation?.inspections_passed ?? 0 },
    (eligibility?.inspections_passed ?? 0) > 0,
  );
  add(
    'grade',
    eligibility?.grade_floor ? { kind: 'text', value: eligibility.grade_floor } : none,
    organisation?.assessment_grade ? { kind: 'text', value: organisation.assessment_grade } : none,
    Boolean(eligibility?.grade_floor),
  );
  add('listed', noneFound, noneFound);
  add('organiser', noneFound, noneFound);
  add(
    'previous',
    eligibility ? { kind: 'enum', of: 'previous_grantee', value: eligibility.previous_grantee } : none,
    noneFound,
    eligibility?.previous_grantee !== 'allowed',
  );
  add('count', { kind: 'copies', value: limits?.proposals_per_organisation ?? 0 }, noneFound, Boolean(limits));
  add(
    'cap',
    budget?.cap_per_project ? { kind: 'money', value: budget.cap_per_project } : none,
    { kind: 'money', value: requested },
    Boolean(budget?.cap_per_project ?? budget?.floor_per_project),
  );
  const total = shareBp(requested, sumMoney([requested, matching]));
  add(
    'share',
    budget?.cap_share_bp ? { kind: 'text', value: formatBp(budget.cap_share_bp) } : none,
    { kind: 'text', value: formatBp(total) },
    Boolean(budget?.cap_share_bp),
  );
  add(
    'matching',
    { kind: 'text', value: formatBp(budget?.matching_min_bp ?? 0) },
    { kind: 'text', value: formatBp(shareBp(matching, requested)) },
    (budget?.matching_min_bp ?? 0) > 0,
  );
  add('lines', { kind: 'key', value: 'byScheme' }, noneFound);
  add('content', { kind: 'key', value: 'complete' }, { kind: 'key', value: 'complete' });
  if (left.size > 0) {
    rows.push({ key: 'other', limit: none, actual: none, faults: faults.filter((fault) => left.has(fault)) });
  }
  return rows;
}
