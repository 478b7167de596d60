import { describe, expect, it } from 'vitest';
import { checkUscc } from './uscc';

describe('unified social credit code', () => {
  it('accepts a code whose check character fits, in any spelling', () => {
    expect(checkUscc('52310115MJ9000022D')).toEqual({ state: 'good', kind: 'service' });
    expect(checkUscc(' 52310115mj9000022d ')).toEqual({ state: 'good', kind: 'service' });
  });

  it('says what is wrong while it is typed', () => {
    expect(checkUscc('52310115')).toEqual({ state: 'typing', typed: 8 });
    expect(checkUscc('5231011O')).toEqual({ state: 'character', position: 8, found: 'O' });
    expect(checkUscc('52310115MJ90000229')).toEqual({ state: 'check_digit', expected: 'D', found: '9' });
    expect(checkUscc('52310115MJ9000022D1')).toEqual({ state: 'long' });
  });
});
