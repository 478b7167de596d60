import { describe, expect, it } from 'vitest';
import zh from '@/locales/zh-CN/enum.json';
import { portalLooks, statusLook } from './status';
import { workLooks } from './workLooks';

describe('status looks', () => {
  it('cover exactly the states that have words', () => {
    const states = (map: Record<string, Record<string, unknown>>) =>
      Object.entries(map)
        .flatMap(([machine, of]) => Object.keys(of).map((state) => `${machine}.${state}`))
        .sort();
    expect(states({ ...portalLooks, ...workLooks })).toEqual(states(zh.state));
  });

  it('show an unknown state neutrally', () => {
    expect(statusLook('call', 'something_new')).toEqual(['neutral', 'question']);
  });
});
