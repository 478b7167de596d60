import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { newIdempotencyKey } from '@/api/client';
import { dropDraft, readDraft, writeDraft } from '@/lib/drafts';
import { useTranslation } from '@/lib/i18n';
import { CriterionRow } from '../../desk/CriterionRow';
import { explanationLeft, isAnswered, mustExplain, runningTotal } from '../../desk/score';
import type { DefenceTurnView, DefenceView } from '../api';
import type { QueuedScore } from '../lib/queue';

type Criteria = NonNullable<DefenceView['stage']>['criteria'];

/** What stands on a sheet. */
export interface Sheet {
  scores: Record<string, string>;
  /** To the applicant, by criterion. */
  texts: Record<string, string>;
  /** To the applicant, about the whole. */
  comment: string;
}

/** What is typed stays on the device until it is handed in: a reload in the hall loses nothing. */
function useSheet(key: string, earlier: Sheet) {
  const [sheet, setSheet] = useState(earlier);
  const touched = useRef(false);
  useEffect(() => {
    void readDraft<Sheet>(key).then((copy) => {
      if (copy && !touched.current) setSheet(copy.value);
    });
  }, [key]);
  const change = (part: Partial<Sheet>) => {
    touched.current = true;
    const next = { ...sheet, ...part };
    setSheet(next);
    void writeDraft(key, { value: next, version: 0, at: new Date().toISOString() });
  };
  return { sheet, change, drop: () => void dropDraft(key) };
}

/** The sheet of the proposal that is before the panel: large targets, and nothing is sent before everything is scored. */
export function ScoreForm({
  turn,
  criteria,
  user,
  earlier,
  onSubmit,
}: {
  turn: DefenceTurnView;
  criteria: Criteria;
  user: string;
  /** What was taken back, or nothing. */
  earlier: Sheet;
  onSubmit: (score: QueuedScore) => void;
}) {
  const { t } = useTranslation('defences');
  const id = useId();
  const { sheet, change, drop } = useSheet(`defence-sheet/${user}/${turn.own_assignment_id}`, earlier);
  const { scores, texts, comment } = sheet;
  const total = runningTotal(criteria, scores);
  // A score outside the band of the scheme is explained in the comment of its criterion.
  const unexplained = criteria.filter(
    (one) => mustExplain(scores[one.code], one) && explanationLeft(one, [texts[one.code]]) > 0,
  );
  const ready = criteria.every((one) => isAnswered(scores[one.code], one)) && unexplained.length === 0;
  const submit = () => {
    onSubmit({
      assignment: turn.own_assignment_id ?? '',
      title: turn.proposal.title,
      scores: Object.fromEntries(
        criteria.map((one) => [one.code, (scores[one.code] ?? '').trim()]).filter(([, score]) => score !== ''),
      ),
      comments: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== '')),
      comment: comment.trim(),
      key: newIdempotencyKey(),
    });
    drop();
  };
  return (
    <form
      className="app-defence__sheet"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) submit();
      }}
    >
      {criteria.map((criterion) => (
        <div key={criterion.code} className="app-criterion">
          <CriterionRow
            criterion={criterion}
            score={scores[criterion.code] ?? ''}
            texts={{ comment: texts[criterion.code] ?? '', secret: '' }}
            open={NONE}
            kinds={COMMENT}
            onScore={(text) => change({ scores: { ...scores, [criterion.code]: text } })}
            onWrite={() => change({ texts: { ...texts, [criterion.code]: ' ' } })}
            onText={(_, text) => change({ texts: { ...texts, [criterion.code]: text } })}
            onBack={() => {}}
            onKeyDown={() => {}}
          />
        </div>
      ))}
      <label htmlFor={`${id}-comment`}>{t('comment')}</label>
      <Input.TextArea
        id={`${id}-comment`}
        value={comment}
        maxLength={4000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        onChange={(event) => change({ comment: event.target.value })}
      />
      <div className="app-defence__submit">
        <p aria-live="polite">
          {t('total')} <strong>{total.text}</strong>{' '}
          {total.complete ? null : (
            <span className="yc-muted">{t('partial', { scored: total.scored, all: total.all })}</span>
          )}
        </p>
        <Button type="primary" htmlType="submit" size="large" disabled={!ready}>
          {t('submit')}
        </Button>
      </div>
    </form>
  );
}

const NONE: ReadonlySet<string> = new Set();
const COMMENT = ['comment'] as const;
