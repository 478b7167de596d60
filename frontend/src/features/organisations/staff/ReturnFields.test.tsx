import { describe, expect, it } from 'vitest';
import { reasonList, reasonsComplete } from './ReturnFields';

describe('reasons of a return', () => {
  it('needs at least one field', () => {
    expect(reasonsComplete({})).toBe(false);
  });

  it('needs a reason for every chosen field', () => {
    expect(reasonsComplete({ uscc: '与证书不符', registry: ' ' })).toBe(false);
    expect(reasonsComplete({ uscc: '与证书不符' })).toBe(true);
  });

  it('sends the fields in the order of the form, trimmed', () => {
    expect(reasonList({ registry: ' 请填写全称 ', name: '与证书不符' })).toEqual([
      { field: 'name', reason: '与证书不符' },
      { field: 'registry', reason: '请填写全称' },
    ]);
  });
});
