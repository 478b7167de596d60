import { describe, expect, it } from 'vitest';
import type { SchemeView } from '@/lib/scheme';
import { type BudgetLine, budgetLimits, capOf, lineFaults, parseTsv, pasteCells, subtotal, total } from './budget';

const title = (zh: string) => ({ zh, en: zh });
const scheme: SchemeView = {
  tracks: [
    { code: 'standard', title: title('常规') },
    { code: 'micro', title: title('微创投'), cap_per_project: '20000.00' },
  ],
  budget: {
    cap_per_project: '150000.00',
    cap_share_bp: 6000,
    over_cap: 'refuse',
    matching_min_bp: 1000,
    lines: [
      { subject: 'activity', title: title('活动费'), forbidden: false },
      { subject: 'labour', title: title('人员费'), max_share_bp: 5000, forbidden: false },
      { subject: 'expert', title: title('专家费（每人每天）'), max_unit_price: '500.00', forbidden: false },
      { subject: 'vehicle', title: title('车辆'), forbidden: true },
    ],
  },
};

function line(subject: string, unit_price: string, quantity: string): BudgetLine {
  const proof = { source: '', proof: '', file_id: null };
  return { key: `${subject}${unit_price}${quantity}`, subject, content: 'x', unit_price, quantity, ...proof };
}

describe('budget arithmetic', () => {
  it('multiplies and adds exactly', () => {
    expect(subtotal(line('activity', '0.1', '3'))).toBe(30n);
    expect(subtotal(line('activity', '1,234.56', '2.5'))).toBe(308640n);
    expect(subtotal(line('activity', '', '2'))).toBeNull();
    expect(total([line('activity', '0.10', '1'), line('activity', '0.20', '1'), line('activity', '?', '1')])).toBe(30n);
    expect(total([line('activity', '99999999999.99', '100')])).toBe(999999999999900n);
  });

  it('names what one line breaks', () => {
    expect(lineFaults(line('vehicle', '1', '1'), 'grant', scheme)).toMatchObject([{ code: 'forbidden_subject' }]);
    expect(lineFaults(line('vehicle', '1', '1'), 'matching', scheme)).toEqual([]);
    expect(lineFaults(line('expert', '500.01', '1'), 'grant', scheme)).toMatchObject([
      { column: 'unit_price', code: 'unit_price_too_high', limit: 50000n },
    ]);
    expect(lineFaults(line('expert', '500', '1'), 'grant', scheme)).toEqual([]);
    expect(lineFaults(line('activity', '0.01', '0.5'), 'grant', scheme)).toMatchObject([{ code: 'not_whole_fen' }]);
    expect(lineFaults(line('activity', '1.234', '-1'), 'grant', scheme).map((fault) => fault.column)).toEqual([
      'unit_price',
      'quantity',
    ]);
  });

  it('takes the lowest cap of track and scheme', () => {
    expect(capOf(scheme, 'standard', false)).toBe(15000000n);
    expect(capOf(scheme, 'micro', false)).toBe(2000000n);
    expect(capOf(scheme, '', false)).toBe(15000000n);
    expect(capOf({}, '', true)).toBeNull();
  });

  it('compares shares without rounding', () => {
    const at = { track: 'standard', filedGroup: false };
    const exact = budgetLimits(
      scheme,
      { grant: [line('labour', '30', '1'), line('activity', '30', '1')], matching: [line('activity', '40', '1')] },
      at,
    );
    expect(exact.filter((limit) => limit.broken)).toEqual([]);
    const over = budgetLimits(
      scheme,
      { grant: [line('labour', '30.01', '1'), line('activity', '30', '1')], matching: [line('activity', '40', '1')] },
      at,
    );
    expect(over.filter((limit) => limit.broken).map((limit) => limit.kind)).toEqual(['cap_share', 'subject']);
    const poor = budgetLimits(
      scheme,
      { grant: [line('activity', '100.01', '1')], matching: [line('activity', '10', '1')] },
      at,
    );
    expect(poor.find((limit) => limit.kind === 'matching')).toMatchObject({
      limit: 1001n,
      actual: 1000n,
      broken: true,
    });
  });
});

describe('paste', () => {
  it('knows a subject by its title, with or without what stands in brackets', () => {
    const text =
      '专家费（每人每天）\t讲师\t500\t2\n专家费\t讲师\t500\t2\n专家费(每人每天)\t讲师\t500\t2\n专家\t讲师\t500\t2';
    const lines = pasteCells([], { row: 0, column: 'subject' }, text, scheme);
    expect(lines.map(({ subject }) => subject)).toEqual(['expert', 'expert', 'expert', '']);
  });

  it('reads quoted cells and line breaks inside them', () => {
    expect(parseTsv('a\t"b\nc ""d"""\r\n\r\ne\tf\n')).toEqual([
      ['a', 'b\nc "d"'],
      ['e', 'f'],
    ]);
  });

  it('fills right and down, adds rows, knows subjects by name and drops the head and the subtotals', () => {
    const text =
      '科目\t内容\t单价（元）\t数量\t小计\n活动费\t助餐 耗材\t"1,500.00"\t12\t18000\n人员费\t社工\t¥200元\t3\t600';
    const lines = pasteCells([line('activity', '9', '9')], { row: 0, column: 'subject' }, text, scheme);
    expect(lines).toMatchObject([
      { subject: 'activity', content: '助餐 耗材', unit_price: '1500.00', quantity: '12' },
      { subject: 'labour', content: '社工', unit_price: '200', quantity: '3' },
    ]);
  });

  it('finds the columns by their Chinese heads in any order, reads full-width figures and leaves the sum out', () => {
    const text =
      '序号\t支出内容\t预算科目\t数量\t单价（元）\t小计（元）\t资金来源\t凭证编号\n' +
      '１\t海报　印刷\t活动费\t１２\t１，５００．００\t18,000.00\t慈善总会\t票据 001\n' +
      '2\t讲师\t专家费\t3\t￥500\t1500\t\t\n' +
      '\t\t\t\t合计\t19,500.00\t\t';
    expect(pasteCells([], { row: 0, column: 'subject' }, text, scheme)).toMatchObject([
      {
        subject: 'activity',
        content: '海报　印刷',
        unit_price: '1500.00',
        quantity: '12',
        source: '慈善总会',
        proof: '票据 001',
      },
      { subject: 'expert', content: '讲师', unit_price: '500', quantity: '3' },
    ]);
  });

  it('takes a list of amounts as one unit each', () => {
    const text = '费用科目\t金额\n活动费\t9,750\n专家费\t20,200';
    expect(pasteCells([], { row: 0, column: 'subject' }, text, scheme)).toMatchObject([
      { subject: 'activity', unit_price: '9750', quantity: '1' },
      { subject: 'expert', unit_price: '20200', quantity: '1' },
    ]);
  });

  it('starts at the cell that has the focus', () => {
    const lines = pasteCells(
      [line('activity', '', ''), line('labour', '', '')],
      { row: 1, column: 'unit_price' },
      '5\t2\n6\t3',
      scheme,
    );
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatchObject({ subject: 'labour', content: 'x', unit_price: '5', quantity: '2' });
    expect(lines[2]).toMatchObject({ subject: '', unit_price: '6', quantity: '3' });
  });
});
