import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from '@/lib/i18n';
import { isComposing, useShortcuts } from '@/lib/keyboard';
import type { AssignmentView } from './api';
import { type CommentKind, CriterionRow, commentId } from './CriterionRow';
import { isAnswered } from './score';

type Criterion = AssignmentView['rubric'][number];

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

function scoreInput(criterion: Criterion | undefined): HTMLInputElement | null {
  const input = criterion ? document.getElementById(`score-${criterion.code}`) : null;
  return input instanceof HTMLInputElement ? input : null;
}

/**
 * The criteria: a score and comments of two kinds each. Inside the rubric a digit goes to the score of the current
 * criterion wherever the focus is, ↑ and ↓ change the criterion, C and X write a comment; in comments all keys write.
 */
export function Rubric({
  criteria,
  scores,
  comments,
  confidential,
  shortcuts,
  start,
  onScore,
  onComment,
  onConfidential,
  onHelp,
  onSkip,
  onEnd,
}: {
  criteria: Criterion[];
  scores: Record<string, string>;
  comments: Record<string, string>;
  confidential: Record<string, string>;
  shortcuts: boolean;
  /** Puts the caret into the first criterion without a score. */
  start: boolean;
  onScore: (code: string, text: string) => void;
  onComment: (code: string, text: string) => void;
  onConfidential: (code: string, text: string) => void;
  onHelp: () => void;
  onSkip: () => void;
  /** After the last criterion. */
  onEnd: () => void;
}) {
  const { t } = useTranslation('reviews');
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const focus = (index: number) => {
    const input = scoreInput(criteria[index]);
    input?.focus();
    input?.select();
  };
  const first = Math.max(
    criteria.findIndex((criterion) => !isAnswered(scores[criterion.code], criterion)),
    0,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useEffect(() => {
    if (!start) return;
    // After the focus has gone to the page, as after every navigation; not away from whoever is scoring already.
    const timer = window.setTimeout(() => {
      if (!box.current?.contains(document.activeElement)) focus(first);
    }, 50);
    return () => window.clearTimeout(timer);
  }, []);
  const step = (index: number, by: 1 | -1) => focus(Math.min(Math.max(index + by, 0), criteria.length - 1));
  const typed = (digit: string) => {
    const criterion = criteria[current];
    if (!criterion) return;
    onScore(criterion.code, digit);
    // The caret goes behind the digit, so that the next one continues the number; not when it has gone on meanwhile.
    const before = document.activeElement;
    window.setTimeout(() => {
      if (document.activeElement !== before) return;
      const input = scoreInput(criterion);
      input?.focus();
      input?.setSelectionRange(input.value.length, input.value.length);
    });
  };
  const write = (index: number, kind: CommentKind) => {
    const criterion = criteria[index];
    if (!criterion) return;
    const id = commentId(kind, criterion.code);
    // At once: what is typed next belongs to the comment.
    flushSync(() => setOpen((old) => new Set(old).add(id)));
    document.getElementById(id)?.focus();
  };
  const keysAt = (index: number): Record<string, () => void> =>
    Object.fromEntries<() => void>([
      ['ArrowDown', () => step(index, 1)],
      ['ArrowUp', () => step(index, -1)],
      ['c', () => write(index, 'comment')],
      ['x', () => write(index, 'secret')],
      ['n', onSkip],
      ['?', onHelp],
      ['？', onHelp],
    ]);
  useShortcuts(
    box,
    { ...Object.fromEntries(DIGITS.map((digit) => [digit, () => typed(digit)])), ...keysAt(current) },
    shortcuts,
  );
  /** The same keys while the caret is in a score, which is a text field. */
  const inScore = (event: KeyboardEvent, index: number) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (index === criteria.length - 1) onEnd();
      else focus(index + 1);
      return;
    }
    const run = shortcuts ? keysAt(index)[event.key] : undefined;
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <div ref={box} role="group" className="app-rubric" aria-label={t('score.criteria')} tabIndex={-1}>
      <ol className="app-rubric__list">
        {criteria.map((criterion, index) => (
          <li
            key={criterion.code}
            className={index === current ? 'app-criterion app-criterion--current' : 'app-criterion'}
            onFocus={() => setCurrent(index)}
          >
            <CriterionRow
              criterion={criterion}
              score={scores[criterion.code] ?? ''}
              texts={{ comment: comments[criterion.code] ?? '', secret: confidential[criterion.code] ?? '' }}
              open={open}
              onScore={(text) => onScore(criterion.code, text)}
              onWrite={(kind) => write(index, kind)}
              onText={(kind, text) => (kind === 'comment' ? onComment : onConfidential)(criterion.code, text)}
              onBack={() => focus(index)}
              onKeyDown={(event) => inScore(event, index)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
