import { type RefObject, useEffect, useRef } from 'react';

/** True while an input method is composing; Enter then belongs to the input method. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** True when the key is meant for a text field. */
export function isTextTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  );
}

/** True when a single-key shortcut may act: not composing, no modifier, not in a text field. */
export function isShortcut(event: KeyboardEvent): boolean {
  return !isComposing(event) && !event.ctrlKey && !event.metaKey && !event.altKey && !isTextTarget(event.target);
}

/**
 * Single-key shortcuts that act only while focus is inside `scope` (WCAG 2.1.4). Keys are `KeyboardEvent.key` values;
 * `Ctrl+Enter` style entries also act in text fields.
 */
export function useShortcuts(
  scope: RefObject<HTMLElement | null>,
  shortcuts: Record<string, (event: KeyboardEvent) => void>,
  enabled = true,
): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const element = scope.current;
    if (!element || !enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented) return;
      const chord = event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key;
      const run = latest.current[chord];
      if (!run || (!chord.startsWith('Ctrl+') && !isShortcut(event))) return;
      event.preventDefault();
      run(event);
    };
    element.addEventListener('keydown', onKey);
    return () => element.removeEventListener('keydown', onKey);
  }, [scope, enabled]);
}
