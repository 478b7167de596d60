import { Input } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { isComposing, useShortcuts } from '@/lib/keyboard';
import { formatBp, localText } from '@/lib/scheme';
import type { AssignmentView } from './api';
import { isScored, scoreFault, stepScore } from './score';

type Criterion = AssignmentView['rubric'][number];

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/**
 * The criteria, one score and one remark each. Inside the rubric a digit goes to the score of the current criterion
 * wherever the focus is, ↑ and ↓ change the criterion; in remarks all keys write.
 */
export function Rubric({
  criteria,
  scores,
  comments,
  shortcuts,
  onScore,
  onComment,
  onHelp,
  onEnd,
}: {
  criteria: Criterion[];
  scores: Record<string, string>;
  comments: Record<string, string>;
  shortcuts: boolean;
  onScore: (code: string, text: string) => void;
  onComment: (code: string, text: string) => void;
  onHelp: () => void;
  /** After the last criterion. */
  onEnd: () => void;
}) {
  const { t } = useTranslation('reviews');
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const focus = (index: number) => {
    const criterion = criteria[index];
    const input = criterion ? document.getElementById(`score-${criterion.code}`) : null;
    if (!(input instanceof HTMLInputElement)) return;
    input.focus();
    input.select();
  };
  const move = (by: 1 | -1) => focus(Math.min(Math.max(current + by, 0), criteria.length - 1));
  const typed = (digit: string) => {
    const criterion = criteria[current];
    if (!criterion) return;
    onScore(criterion.code, digit);
    // The caret goes behind the digit, so that the next one continues the number.
    window.setTimeout(() => {
      const input = document.getElementById(`score-${criterion.code}`);
      if (input instanceof HTMLInputElement) {
        input.focus();
        input.setSelectionRange(input.value.length, input.value.length);
      }
    });
  };
  useShortcuts(
    box,
    Object.fromEntries<() => void>([
      ...DIGITS.map((digit): [string, () => void] => [digit, () => typed(digit)]),
      ['ArrowDown', () => move(1)],
      ['ArrowUp', () => move(-1)],
      ['?', onHelp],
    ]),
    shortcuts,
  );
  /** The same keys while the caret is in a score, which is a text field. */
  const inScore = (event: KeyboardEvent, index: number) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (index === criteria.length - 1) onEnd();
      else focus(index + 1);
    } else if (shortcuts && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      focus(Math.min(Math.max(index + (event.key === 'ArrowDown' ? 1 : -1), 0), criteria.length - 1));
    } else if (shortcuts && (event.key === '?' || event.key === '？')) {
      event.preventDefault();
      onHelp();
    }
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
              comment={comments[criterion.code] ?? ''}
              onScore={(text) => onScore(criterion.code, text)}
              onComment={(text) => onComment(criterion.code, text)}
              onKeyDown={(event) => inScore(event, index)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

function CriterionRow({
  criterion,
  score,
  comment,
  onScore,
  onComment,
  onKeyDown,
}: {
  criterion: Criterion;
  score: string;
  comment: string;
  onScore: (text: string) => void;
  onComment: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { t } = useTranslation('reviews');
  const [remarking, setRemarking] = useState(comment !== '');
  const id = `score-${criterion.code}`;
  const title = localText(criterion.title);
  const fault = scoreFault(score, criterion);
  const guidance = localText(criterion.guidance);
  return (
    <>
      <div className="app-criterion__head">
        <label htmlFor={id} className="app-criterion__title">
          {title}
        </label>
        <span className="yc-muted">{t('score.weight', { weight: formatBp(criterion.weight_bp) })}</span>
        {isScored(score, criterion) ? <Icon name="check" label={t('score.isScored')} /> : null}
      </div>
      {guidance && guidance !== '—' ? (
        <p id={`${id}-guidance`} className="app-criterion__guidance">
          {guidance}
        </p>
      ) : null}
      <div className="app-criterion__score">
        <button
          type="button"
          className="yc-btn"
          aria-label={t('score.lower', { criterion: title })}
          onClick={() => onScore(stepScore(score, criterion, -1))}
        >
          <Icon name="minus" />
        </button>
        <input
          id={id}
          className="yc-input app-criterion__input"
          inputMode="decimal"
          autoComplete="off"
          maxLength={10}
          value={score}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-range${fault ? ` ${id}-fault` : ''}${guidance ? ` ${id}-guidance` : ''}`}
          onChange={(event) => onScore(event.target.value.replace(/[。．]/g, '.').trim())}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="yc-btn"
          aria-label={t('score.raise', { criterion: title })}
          onClick={() => onScore(stepScore(score, criterion, 1))}
        >
          <Icon name="plus" />
        </button>
        <span id={`${id}-range`} className="yc-muted">
          {t('score.range', { min: criterion.min, max: criterion.max, step: criterion.step })}
        </span>
      </div>
      {fault ? (
        <p id={`${id}-fault`} className="app-field__error">
          <Icon name="warning" />{' '}
          {t(`score.fault.${fault}`, { min: criterion.min, max: criterion.max, step: criterion.step })}
        </p>
      ) : null}
      {remarking ? (
        <Input.TextArea
          aria-label={t('score.remarkOn', { criterion: title })}
          placeholder={t('score.remark')}
          value={comment}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(event) => onComment(event.target.value)}
        />
      ) : (
        <button
          type="button"
          className="yc-btn yc-btn--bare app-criterion__add"
          aria-label={t('score.addRemarkOn', { criterion: title })}
          onClick={() => setRemarking(true)}
        >
          <Icon name="plus" /> {t('score.addRemark')}
        </button>
      )}
    </>
  );
}
