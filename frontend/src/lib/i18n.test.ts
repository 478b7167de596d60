import { afterEach, describe, expect, it } from 'vitest';
import { currentLanguage, loadTexts, setLanguage, textOf } from './i18n';
import { blockerLabel, eventLabel, faultText, problemText, roleLabel, stateLabel } from './labels';
import { loadWorkspaceTexts } from './workspaceTexts';

afterEach(() => setLanguage('zh-CN'));

describe('texts', () => {
  it('fills values and follows the language', async () => {
    expect(textOf('list.shown', { count: 3 })).toBe('已显示 3 条');
    await setLanguage('en');
    expect(currentLanguage()).toBe('en');
    expect(document.documentElement.lang).toBe('en');
    expect(textOf('list.shown', { count: 3 })).toBe('3 shown');
  });

  it('uses the English singular where there is one', async () => {
    await setLanguage('en');
    await loadTexts('rules');
    expect(textOf('rules:scheme.whoAge', { count: 1 })).toBe('Registered for at least 1 year');
    expect(textOf('rules:scheme.whoAge', { count: 2 })).toBe('Registered for at least 2 years');
  });

  it('loads the workspace only when asked', async () => {
    expect(textOf('proposals:title')).toBeUndefined();
    await loadWorkspaceTexts('finance');
    expect(textOf('proposals:title')).toBeUndefined();
    await loadWorkspaceTexts('org');
    expect(textOf('proposals:title')).toBe('申报书');
  });

  it('names states, events, blockers and roles', async () => {
    await loadWorkspaceTexts('staff');
    expect(stateLabel('call', 'on_notice')).toBe('公示中');
    expect(eventLabel('publish', 'notice')).toBe('发布公示');
    expect(eventLabel('publish')).toBe('发布');
    expect(eventLabel('dance', 'call', '跳舞')).toBe('跳舞');
    expect(roleLabel('auditor')).toBe('审计');
    expect(blockerLabel({ code: 'three_hands' })).toContain('三人');
    expect(blockerLabel({ code: 'new_rule', detail: 'a new rule' })).toBe('a new rule');
  });

  it('explains problems by their code and faults with their figures', () => {
    expect(problemText({ code: 'forbidden' })).toContain('权限');
    expect(problemText({ code: 'never_seen' })).toContain('never_seen');
    expect(faultText({ pointer: '/a', code: 'out_of_range', detail: 'x', limit: '10', actual: '11' })).toBe(
      '超出允许范围（规定 10，现为 11）',
    );
  });
});
