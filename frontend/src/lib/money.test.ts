import { describe, expect, it } from 'vitest';
import {
  compareMoney,
  exactProduct,
  fenToWire,
  formatMoney,
  formatWan,
  moneyUpper,
  parseFen,
  shareBp,
  sumMoney,
} from './money';

describe('money', () => {
  it('reads what people type and what the server sends', () => {
    expect(parseFen('1234567.80')).toBe(123456780n);
    expect(parseFen('¥1,234,567.8')).toBe(123456780n);
    expect(parseFen('-0.05')).toBe(-5n);
    expect(parseFen('1.234')).toBeNull();
    expect(parseFen('1e3')).toBeNull();
    expect(parseFen('')).toBeNull();
    expect(parseFen(undefined)).toBeNull();
  });

  it('keeps every digit of amounts a float would change', () => {
    expect(fenToWire(parseFen('123456789012345.67') ?? 0n)).toBe('123456789012345.67');
    expect(sumMoney(['0.10', '0.20', null])).toBe('0.30');
  });

  it('shows amounts with separators and two decimals', () => {
    expect(formatMoney('1234567.8')).toBe('¥1,234,567.80');
    expect(formatMoney('0')).toBe('¥0.00');
    expect(formatMoney('-1000')).toBe('−¥1,000.00');
    expect(formatMoney('999', { symbol: false })).toBe('999.00');
    expect(formatMoney(null)).toBe('—');
  });

  it('shows ten thousands for headlines', () => {
    expect(formatWan('1234567.00')).toBe('123.46');
    expect(formatWan('2500000.00')).toBe('250');
    expect(formatWan('100.00')).toBe('0.01');
  });

  it('multiplies exactly and never rounds', () => {
    expect(exactProduct('33.33', '3')).toBe(9999n);
    expect(exactProduct('0.10', '0.5')).toBe(5n);
    expect(exactProduct('0.01', '0.5')).toBe('not_whole_fen');
    expect(exactProduct('999999999999.99', '1')).toBe(99999999999999n);
    expect(exactProduct('x', '1')).toBeNull();
    expect(exactProduct('1', '')).toBeNull();
  });

  it('compares and takes shares', () => {
    expect(compareMoney('9.99', '10')).toBe(-1);
    expect(compareMoney('10.00', '10')).toBe(0);
    expect(shareBp('50', '100')).toBe(5000);
    expect(shareBp('1', '0')).toBe(0);
  });

  it.each([
    ['0', '人民币零元整'],
    ['0.05', '人民币伍分'],
    ['0.50', '人民币伍角'],
    ['1409.50', '人民币壹仟肆佰零玖元伍角'],
    ['6007.14', '人民币陆仟零柒元壹角肆分'],
    ['1680.32', '人民币壹仟陆佰捌拾元叁角贰分'],
    ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
    ['107000.53', '人民币壹拾万柒仟元伍角叁分'],
    ['325.04', '人民币叁佰贰拾伍元零肆分'],
    ['100000000', '人民币壹亿元整'],
    ['100010001.00', '人民币壹亿零壹万零壹元整'],
    ['250000', '人民币贰拾伍万元整'],
    ['1000000.10', '人民币壹佰万元壹角'],
    ['-15', '人民币负壹拾伍元整'],
  ])('writes %s in capital numerals', (amount, words) => {
    expect(moneyUpper(amount)).toBe(words);
  });
});
