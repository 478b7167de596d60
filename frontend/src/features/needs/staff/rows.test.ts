import { describe, expect, it } from 'vitest';
import { COLUMNS, type Column, cellsOf, rowsOf } from './rows';

const labels = Object.fromEntries(COLUMNS.map((column) => [column, `标题${column}`])) as Record<Column, string>;

describe('rows from a spreadsheet', () => {
  it('reads cells with tabs, line ends and quotes inside', () => {
    expect(cellsOf('a\t"b\n""c"""\r\n\t\nd\te')).toEqual([
      ['a', 'b\n"c"'],
      ['d', 'e'],
    ]);
  });

  it('follows the headings, whatever their order, and leaves out unknown ones', () => {
    const text = '标题words\t备注\t标题area\n楼道没有扶手\tx\t采菱社区';
    expect(rowsOf(text, labels)).toEqual([{ area: '采菱社区', words: '楼道没有扶手' }]);
  });

  it('takes the usual order when there are no headings', () => {
    expect(rowsOf('采菱社区\t楼道没有扶手\t3幢', labels)).toEqual([
      { area: '采菱社区', words: '楼道没有扶手', place: '3幢' },
    ]);
  });
});
