import { describe, expect, it } from 'vitest';
import type { SchemeView } from '@/lib/scheme';
import { ruleRows } from './rules';

const scheme: SchemeView = {
  limits: { proposals_per_organisation: 1, awards_per_organisation: 1 },
  eligibility: {
    registration_years: 1,
    inspections_passed: 1,
    grade_floor: null,
    abnormal_list_years: 1,
    serious_violation_years: 2,
    penalty_years: 3,
    previous_grantee: 'barred_if_unsettled',
    filed_groups: 'refused',
  },
  budget: { cap_per_project: '150000.00', matching_min_bp: 1000, lines: [] },
};
const proposal = { requested: '160000.00', matching: '8000.00' };
const fault = (code: string, pointer = '') => ({ code, pointer, detail: code });

describe('the screening form', () => {
  it('gives every fault to its rule, with limit and figure beside it', () => {
    const rows = ruleRows(proposal, scheme, undefined, [fault('over_cap', '/requested'), fault('matching_too_low')]);
    const cap = rows.find((row) => row.key === 'cap');
    expect(cap).toMatchObject({
      limit: { kind: 'money', value: '150000.00' },
      actual: { kind: 'money', value: '160000.00' },
    });
    expect(cap?.faults).toHaveLength(1);
    expect(rows.find((row) => row.key === 'matching')).toMatchObject({
      limit: { value: '10%' },
      actual: { value: '5%' },
    });
  });

  it('leaves out rules the scheme does not set', () => {
    const keys = ruleRows(proposal, scheme, undefined, []).map((row) => row.key);
    expect(keys).not.toContain('grade');
    expect(keys).not.toContain('share');
    expect(keys).not.toContain('other');
  });

  it('loses no fault: what belongs to no rule is shown by itself', () => {
    const faults = [fault('brand_new_rule'), fault('grade_too_low'), fault('missing', '/title')];
    const rows = ruleRows(proposal, scheme, undefined, faults);
    expect(rows.flatMap((row) => row.faults)).toHaveLength(3);
    expect(rows.at(-1)).toMatchObject({ key: 'other' });
    expect(rows.map((row) => row.key)).toContain('grade');
  });
});
