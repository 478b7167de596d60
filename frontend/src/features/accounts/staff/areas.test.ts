import { describe, expect, it } from 'vitest';
import { readAreas } from './areas';

describe('areas pasted from a sheet', () => {
  it('are read with tabs or commas and levels in Chinese', () => {
    const text = '320402000000\t常州市天宁区\t区县\t320400000000\n320402001000，雕庄街道，街道，320402000000\n\n';
    expect(readAreas(text)).toEqual({
      areas: [
        { code: '320402000000', name: '常州市天宁区', level: 'district', parent_code: '320400000000' },
        { code: '320402001000', name: '雕庄街道', level: 'street', parent_code: '320402000000' },
      ],
      wrong: [],
    });
  });

  it('name the lines that cannot be read', () => {
    expect(readAreas('3204,天宁,district,\n320402000000,天宁区,星球,\n320402000000,天宁区,district,').wrong).toEqual([
      1, 2,
    ]);
  });
});
