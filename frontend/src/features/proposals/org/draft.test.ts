import { describe, expect, it } from 'vitest';
import type { ProposalView } from '@/api/gen/types.gen';
import { draftOf, faultsOfRow, newIndicator, rowFaults, sectionOf, sectionState, wireOf } from './draft';

const view = {
  title: '助餐',
  category: null,
  track: null,
  content: { summary: 's', need: '', goals: '', activities: '', team: '', risks: '' },
  indicators: [{ name: '服务人数', unit: '人', baseline: '0', target: '150' }],
  beneficiaries: [{ kind: '老年人', head_count: 0 }],
  budget: {
    grant: [{ subject: 'activity', content: '耗材', unit_price: '12.50', quantity: '40', subtotal: '500.00' }],
    matching: [{ subject: '', content: '', unit_price: '0.00', quantity: '0', subtotal: '0.00' }],
  },
  plan: [],
  team: [],
  risks: [],
} as unknown as ProposalView;

const fault = (pointer: string, code = 'missing') => ({ pointer, code, detail: '' });

describe('draft', () => {
  it('goes to the wire as the server takes it, without empty rows', () => {
    const draft = draftOf(view);
    expect(wireOf(draft)).toMatchObject({
      category: '',
      beneficiaries: [{ kind: '老年人', head_count: 0 }],
      budget: { grant: [{ unit_price: '12.50', quantity: '40' }], matching: [] },
    });
    expect(draft.beneficiaries[0]?.head_count).toBe('');
    expect(draft.budget.matching[0]?.unit_price).toBe('');
  });

  it.each([
    ['1,200', '2.50', '1200.00', '2.5'],
    ['12.', 'x', '0', '0'],
    ['-1', '100', '0', '100'],
    ['¥5', '1000000000', '5.00', '0'],
  ])('sends price %s and quantity %s as %s and %s', (price, quantity, wirePrice, wireQuantity) => {
    const draft = draftOf(view);
    const [line] = draft.budget.grant;
    if (!line) throw new Error('no line');
    const sent = wireOf({ ...draft, budget: { grant: [{ ...line, unit_price: price, quantity }], matching: [] } });
    expect(sent.budget?.grant?.[0]).toMatchObject({ unit_price: wirePrice, quantity: wireQuantity });
    expect(wirePrice).toMatch(/^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$/);
    expect(wireQuantity).toMatch(/^(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?$/);
  });

  it('knows the section of a fault and how far a section is', () => {
    expect(sectionOf('/content/need')).toBe('need');
    expect(sectionOf('/budget/grant/0/unit_price')).toBe('budget');
    expect(sectionOf('/requested')).toBe('budget');
    expect(sectionOf('/organisation/state')).toBeUndefined();
    const draft = draftOf(view);
    expect(sectionState(draft, 'need', [fault('/content/need')])).toBe('todo');
    expect(sectionState(draft, 'basic', [fault('/category')])).toBe('started');
    expect(sectionState(draft, 'budget', [fault('/budget/grant/0/unit_price', 'unit_price_too_high')])).toBe('fix');
    expect(sectionState(draft, 'indicators', [])).toBe('done');
    expect(sectionState(draft, 'plan', [])).toBe('optional');
  });

  it('keeps faults on their row past an empty one, and drops them when the row changes', () => {
    const draft = draftOf(view);
    const [row] = draft.indicators;
    if (!row) throw new Error('no row');
    const withBlank = { ...draft, indicators: [newIndicator(), row] };
    const found = rowFaults(withBlank, [fault('/indicators/0/target'), fault('/grant/0', 'subject_share_too_high')]);
    expect(faultsOfRow(found, row)).toMatchObject([{ field: 'target' }]);
    expect(faultsOfRow(found, { ...row, target: '9' } as typeof row)).toEqual([]);
    expect(faultsOfRow(found, draft.budget.grant[0] as never)).toMatchObject([{ field: '' }]);
  });
});
