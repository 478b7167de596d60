import { describe, expect, it } from 'vitest';
import { decodeBankFile, parseCsv } from './csv';

describe('files of the bank', () => {
  it('reads quotes, commas and line breaks inside quotes', () => {
    expect(parseCsv('\uFEFF支付编号,结果\r\n"PAY-1","账号,户名""不符""\n请核对"\r\n\r\nPAY-2,paid')).toEqual([
      ['支付编号', '结果'],
      ['PAY-1', '账号,户名"不符"\n请核对'],
      ['PAY-2', 'paid'],
    ]);
  });

  it('keeps empty cells and knows an empty file', () => {
    expect(parseCsv('a,,c\n')).toEqual([['a', '', 'c']]);
    expect(parseCsv('')).toEqual([]);
  });

  it('reads UTF-8 and GB 18030', () => {
    const utf8 = new TextEncoder().encode('成功');
    expect(decodeBankFile(utf8.buffer as ArrayBuffer)).toBe('成功');
    expect(decodeBankFile(new Uint8Array([0xb3, 0xc9, 0xb9, 0xa6]).buffer)).toBe('成功');
  });
});
