import { Input } from 'antd';
import type { KeyboardEvent } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { isComposing } from '@/lib/keyboard';
import { formatBp, localText } from '@/lib/scheme';
import type { AssignmentView } from './api';
import { explanationLeft, isAdvisory, isScored, mustExplain, parseScore, scoreFault, stepScore } from './score';

type Criterion = AssignmentView['rubric'][number];

/** `comment`: the applicant reads it once the results are public; `secret`: only staff read it. */
export type CommentKind = 'comment' | 'secret';
const KINDS = ['comment', 'secret'] as const;

export function commentId(kind: CommentKind, code: string): string {
  return `${kind}-${code}`;
}

/** One criterion: what to look at, what the levels mean, the score, and comments of two kinds. */
export function CriterionRow({
  criterion,
  score,
  texts,
  open,
  onScore,
  onWrite,
  onText,
  onBack,
  onKeyDown,
  kinds = KINDS,
}: {
  criterion: Criterion;
  score: string;
  texts: Record<CommentKind, string>;
  /** Comments that were opened to be written, by their ids. */
  open: ReadonlySet<string>;
  onScore: (text: string) => void;
  onWrite: (kind: CommentKind) => void;
  onText: (kind: CommentKind, text: string) => void;
  /** From a comment back to the score. */
  onBack: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** Which comments are written here. */
  kinds?: readonly CommentKind[];
}) {
  const { t } = useTranslation('reviews');
  const id = `score-${criterion.code}`;
  const title = localText(criterion.title);
  const fault = scoreFault(score, criterion);
  const guidance = localText(criterion.guidance);
  const demanded = mustExplain(score, criterion);
  const left = demanded ? explanationLeft(criterion, [texts.comment, texts.secret]) : 0;
  const shown = (kind: CommentKind) =>
    texts[kind] !== '' || open.has(commentId(kind, criterion.code)) || (kind === 'comment' && demanded);
  const described = [`${id}-range`, fault ? `${id}-fault` : '', left > 0 ? `${id}-explain` : '', `${id}-guidance`];
  return (
    <>
      <div className="app-criterion__head">
        <label htmlFor={id} className="app-criterion__title">
          {title}
        </label>
        <span className="yc-muted">
          {isAdvisory(criterion) ? t('score.advisory') : t('score.weight', { weight: formatBp(criterion.weight_bp) })}
        </span>
        {isScored(score, criterion) && left === 0 ? <Icon name="check" label={t('score.isScored')} /> : null}
      </div>
      <div id={`${id}-guidance`}>
        {guidance && guidance !== '—' ? <p className="app-criterion__guidance">{guidance}</p> : null}
        <Levels criterion={criterion} score={score} />
      </div>
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
          aria-describedby={described.filter(Boolean).join(' ')}
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
      {left > 0 ? (
        <p id={`${id}-explain`} className="app-field__error">
          <Icon name="warning" /> {t('score.explain', { count: left })}
        </p>
      ) : null}
      {kinds.filter(shown).map((kind) => (
        <div key={kind} className="app-criterion__comment">
          <label htmlFor={commentId(kind, criterion.code)}>
            {t(kind === 'comment' ? 'score.remark' : 'score.secret')}
          </label>
          <Input.TextArea
            id={commentId(kind, criterion.code)}
            aria-label={t(kind === 'comment' ? 'score.remarkOn' : 'score.secretOn', { criterion: title })}
            value={texts[kind]}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={(event) => onText(kind, event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !isComposing(event.nativeEvent)) onBack();
            }}
          />
        </div>
      ))}
      <div className="app-criterion__adds">
        {kinds
          .filter((kind) => !shown(kind))
          .map((kind) => (
            <button
              key={kind}
              type="button"
              className="yc-btn yc-btn--bare app-criterion__add"
              aria-label={t(kind === 'comment' ? 'score.addRemarkOn' : 'score.addSecretOn', { criterion: title })}
              onClick={() => onWrite(kind)}
            >
              <Icon name={kind === 'comment' ? 'plus' : 'lock'} />{' '}
              {t(kind === 'comment' ? 'score.addRemark' : 'score.addSecret')}
            </button>
          ))}
      </div>
    </>
  );
}

/** What the levels mean; the one that the score lies in stands out, and says so. */
function Levels({ criterion, score }: { criterion: Criterion; score: string }) {
  const { t } = useTranslation('reviews');
  const anchors = criterion.anchors ?? [];
  if (anchors.length === 0) return null;
  const units = isScored(score, criterion) ? parseScore(score) : null;
  const at = units === null ? -1 : anchors.findIndex((level) => units >= (parseScore(level.min) ?? 0n));
  return (
    <ul className="app-levels">
      {anchors.map((level, index) => (
        <li key={level.min} aria-current={index === at ? 'true' : undefined}>
          <span className="app-levels__range">
            {index === 0
              ? t('score.levelTop', { min: level.min, max: criterion.max })
              : t('score.level', { min: level.min, above: anchors[index - 1]?.min ?? criterion.max })}
          </span>
          <span>{localText(level.text)}</span>
        </li>
      ))}
    </ul>
  );
}
