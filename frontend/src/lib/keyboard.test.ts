import { describe, expect, it } from 'vitest';
import { isComposing, isShortcut, isTextTarget } from './keyboard';

describe('keyboard', () => {
  it('leaves keys to a composing input method', () => {
    expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
  });

  it('knows text fields from other controls', () => {
    const input = document.createElement('input');
    expect(isTextTarget(input)).toBe(true);
    input.type = 'radio';
    expect(isTextTarget(input)).toBe(false);
    expect(isTextTarget(document.createElement('textarea'))).toBe(true);
    expect(isTextTarget(document.createElement('button'))).toBe(false);
  });

  it('does not act with a modifier', () => {
    expect(isShortcut(new KeyboardEvent('keydown', { key: 'j' }))).toBe(true);
    expect(isShortcut(new KeyboardEvent('keydown', { key: 'j', ctrlKey: true }))).toBe(false);
  });
});
