import { describe, expect, it } from 'vitest';
import { cleaned, emptyPlace, emptyProfile } from './profile';

describe('cleaned', () => {
  it('leaves out rows that say nothing and codes that are empty', () => {
    const profile = {
      ...emptyProfile(),
      affiliations: [{ ...emptyPlace(true), organisation: '示例大学', uscc: ' ' }, emptyPlace(false)],
      available: [{ from_on: '', until_on: '2026-07-01' }],
    };
    expect(cleaned(profile).affiliations).toEqual([{ organisation: '示例大学', role: '', employer: true }]);
    expect(cleaned(profile).available).toEqual([]);
  });
});
