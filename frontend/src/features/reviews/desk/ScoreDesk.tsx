import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { actionHeaders } from '@/api/client';
import { ActionBar } from '@/components/app/ActionBar';
import { AutosaveStatus, ConflictDialog } from '@/components/app/AutosaveStatus';
import { Card } from '@/components/app/Card';
import type { Done } from '@/components/app/DoneNotice';
import { FooterBar } from '@/components/app/FooterBar';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useAutosave } from '@/lib/autosave';
import { useTranslation } from '@/lib/i18n';
import { useShortcuts } from '@/lib/keyboard';
import { eventLabel } from '@/lib/labels';
import { localText } from '@/lib/scheme';
import { useSubmit } from '@/lib/submit';
import {
  type AssignmentSummary,
  type AssignmentView,
  abstainReview,
  assignmentOptions,
  deskOptions,
  type ReviewInput,
  type ReviewView,
  saveReview,
  submitReview,
} from './api';
import { Rubric } from './Rubric';
import { ShortcutHelp, useShortcutChoice } from './ShortcutHelp';
import { explanationLeft, isAnswered, isScored, mustExplain, runningTotal } from './score';

export interface ReviewDraft {
  /** As typed; only what fits its criterion is sent. */
  scores: Record<string, string>;
  /** To the applicant, by criterion. */
  comments: Record<string, string>;
  /** For staff only, by criterion. */
  confidential_comments: Record<string, string>;
  comment_to_applicant: string;
  confidential_comment: string;
}

function draftOf(review: ReviewView): ReviewDraft {
  return {
    scores: { ...review.scores },
    comments: { ...review.comments },
    confidential_comments: { ...review.confidential_comments },
    comment_to_applicant: review.comment_to_applicant,
    confidential_comment: review.confidential_comment,
  };
}

function wireOf(draft: ReviewDraft, rubric: AssignmentView['rubric']): ReviewInput {
  const scores: Record<string, string> = {};
  for (const criterion of rubric) {
    const text = draft.scores[criterion.code];
    if (text !== undefined && isScored(text, criterion)) scores[criterion.code] = canonical(text);
  }
  const written = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
  return {
    scores,
    comments: written(draft.comments),
    confidential_comments: written(draft.confidential_comments),
    comment_to_applicant: draft.comment_to_applicant,
    confidential_comment: draft.confidential_comment,
  };
}

/** The least length of the reason of an abstention. */
const ABSTAIN_CHARS = 10;

/** The way the server reads scores: no leading zeros. */
function canonical(text: string): string {
  return text.trim().replace(/^(-?)0+(?=\d)/, '$1');
}

/** The writable rubric: autosaved, with a running total, submitted and on to the next from the keyboard. */
export function ScoreDesk({
  assignment,
  review,
  next,
  start,
  progress,
  onSubmitted,
}: {
  assignment: AssignmentView;
  review: ReviewView;
  next: AssignmentSummary | undefined;
  /** Puts the caret into the first criterion without a score: the reviewer comes from the proposal before. */
  start: boolean;
  /** How many are done of how many. */
  progress: string;
  onSubmitted: (done: Done | null) => void;
}) {
  const { t } = useTranslation('reviews');
  const { id, rubric } = assignment;
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const desk = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState(() => draftOf(review));
  const [help, setHelp] = useState(false);
  const [why, setWhy] = useState('');
  const [shortcuts, setShortcuts] = useShortcutChoice();
  const { running, error, run } = useSubmit();
  const key = assignmentOptions(id).queryKey;
  const keep = (saved: ReviewView) =>
    client.setQueryData(key, (old: AssignmentView | undefined) => (old ? { ...old, review: saved } : old));
  const autosave = useAutosave<ReviewDraft>({
    key: `review/${id}`,
    value: draft,
    version: review.version,
    save: async (value, version) => {
      const saved = await saveReview(id, wireOf(value, rubric), version);
      keep(saved);
      return saved;
    },
    load: async () => {
      const theirs = (await client.fetchQuery({ ...assignmentOptions(id), staleTime: 0 })).review ?? review;
      return { value: draftOf(theirs), version: theirs.version };
    },
    onReplace: (value) => setDraft(value),
  });
  const total = runningTotal(rubric, draft.scores);
  const missing = rubric.filter((criterion) => !isAnswered(draft.scores[criterion.code], criterion)).length;
  const unexplained = rubric.filter((criterion) => {
    const { code } = criterion;
    if (!mustExplain(draft.scores[code], criterion)) return false;
    return explanationLeft(criterion, [draft.comments[code], draft.confidential_comments[code]]) > 0;
  }).length;
  const unfinished = missing + unexplained;

  const goOn = async () => {
    if (next) await navigate({ to: '/app/review/$id', params: { id: next.id }, search: { pane: 'rubric', go: true } });
    else await navigate({ to: '/app/review', search: {} });
  };
  const submit = (onward: boolean) =>
    void run(async (intention) => {
      if (!(await autosave.flush())) return;
      const stored = client.getQueryData<AssignmentView>(key)?.review ?? review;
      const saved = await submitReview(id, actionHeaders(stored, intention));
      keep(saved);
      const reference = `${assignment.proposal_summary.number} · ${assignment.alias}`;
      await Promise.all([
        client.invalidateQueries({ queryKey: deskOptions.queryKey }),
        client.invalidateQueries({ queryKey: key }),
      ]);
      if (onward && next) {
        void message.success(t('score.submittedShort', { reference, total: saved.total }));
        await goOn();
      } else {
        onSubmitted({ title: eventLabel('submit', 'review'), reference, at: saved.submitted_at });
      }
    });
  /** What is there is kept as a draft, and the next unfinished one comes. */
  const skip = () => {
    if (running) return;
    void autosave.flush().then((saved) => {
      if (saved) void goOn();
    });
  };
  /** Ctrl+Enter: what is complete is submitted, what is not stays a draft; then the next one. */
  const finish = () => {
    if (running) return;
    if (unfinished === 0) submit(true);
    else skip();
  };
  useShortcuts(desk, { 'Ctrl+Enter': finish }, shortcuts);

  return (
    <div ref={desk}>
      <Card
        title={t('score.rubric')}
        extra={
          <Button type="text" size="small" className="app-score__keys" onClick={() => setHelp(true)}>
            {t('score.keys')}
          </Button>
        }
      >
        <ErrorSummary
          error={error}
          fieldId={(pointer) =>
            `${pointer.startsWith('/comments/') ? 'comment' : 'score'}-${pointer.split('/')[2] ?? ''}`
          }
          labelOf={(pointer) => {
            const criterion = rubric.find((entry) => entry.code === pointer.split('/')[2]);
            return criterion ? localText(criterion.title) : undefined;
          }}
        />
        <Rubric
          criteria={rubric}
          scores={draft.scores}
          comments={draft.comments}
          confidential={draft.confidential_comments}
          start={start}
          shortcuts={shortcuts}
          onScore={(code, text) => setDraft((old) => ({ ...old, scores: { ...old.scores, [code]: text } }))}
          onComment={(code, text) => setDraft((old) => ({ ...old, comments: { ...old.comments, [code]: text } }))}
          onConfidential={(code, text) =>
            setDraft((old) => ({ ...old, confidential_comments: { ...old.confidential_comments, [code]: text } }))
          }
          onHelp={() => setHelp(true)}
          onSkip={skip}
          onEnd={() => document.getElementById('score-submit')?.focus()}
        />
        {(['comment_to_applicant', 'confidential_comment'] as const).map((field) => (
          <div key={field} className="app-field">
            <label htmlFor={field}>
              {t(field === 'comment_to_applicant' ? 'score.toApplicant' : 'score.confidential')}
              <span className="yc-muted"> ({t('common:optional')})</span>
            </label>
            <Input.TextArea
              id={field}
              value={draft[field]}
              autoSize={{ minRows: 2, maxRows: 10 }}
              maxLength={4000}
              onChange={(event) => {
                const text = event.target.value;
                setDraft((old) => ({ ...old, [field]: text }));
              }}
            />
          </div>
        ))}
      </Card>
      <FooterBar
        status={
          <span className="app-total">
            <span aria-live="polite">
              {t('score.scored', { done: total.scored, all: rubric.length })}{' '}
              {t(total.complete ? 'score.total' : 'score.soFar')} <strong>{total.text}</strong>
              {total.complete ? null : ` / ${total.possible}`}
            </span>
            <span className="yc-muted">{progress}</span>
            <AutosaveStatus autosave={autosave} />
          </span>
        }
      >
        {missing > 0 ? <span className="yc-muted">{t('score.missing', { count: missing })}</span> : null}
        {unexplained > 0 ? <span className="yc-muted">{t('score.unexplained', { count: unexplained })}</span> : null}
        <Button id="score-submit" disabled={unfinished > 0} loading={running} onClick={() => submit(false)}>
          {t('score.submit')}
        </Button>
        <Button type="primary" disabled={unfinished > 0 && !next} loading={running} onClick={finish}>
          {unfinished > 0 ? t('score.skip') : next ? t('score.submitNext') : t('score.submitLast')}
        </Button>
      </FooterBar>
      <ActionBar
        resource={review}
        machine="review"
        invalidate={[deskOptions.queryKey, key]}
        actions={{
          abstain: {
            confirm: t('score.abstainText'),
            ready: [...why.trim()].length >= ABSTAIN_CHARS,
            fields: (
              <div className="app-field">
                <label htmlFor="abstain-reason">{t('score.abstainReason')}</label>
                <Input.TextArea
                  id="abstain-reason"
                  value={why}
                  rows={3}
                  maxLength={1000}
                  onChange={(event) => setWhy(event.target.value)}
                />
              </div>
            ),
            run: async ({ headers }) => {
              await autosave.flush();
              const stored = client.getQueryData<AssignmentView>(key)?.review ?? review;
              return abstainReview(id, why.trim(), actionHeaders(stored, headers['Idempotency-Key']));
            },
          },
        }}
        onDone={() =>
          onSubmitted({
            title: eventLabel('abstain', 'review'),
            reference: `${assignment.proposal_summary.number} · ${assignment.alias}`,
          })
        }
      />
      <ConflictDialog
        autosave={autosave}
        compare={(mine, theirs) => [
          ...rubric.flatMap((criterion) => [
            {
              label: localText(criterion.title),
              mine: mine.scores[criterion.code] ?? '',
              theirs: theirs.scores[criterion.code] ?? '',
            },
            {
              label: `${localText(criterion.title)} · ${t('score.remark')}`,
              mine: mine.comments[criterion.code] ?? '',
              theirs: theirs.comments[criterion.code] ?? '',
            },
            {
              label: `${localText(criterion.title)} · ${t('score.secret')}`,
              mine: mine.confidential_comments[criterion.code] ?? '',
              theirs: theirs.confidential_comments[criterion.code] ?? '',
            },
          ]),
          { label: t('score.toApplicant'), mine: mine.comment_to_applicant, theirs: theirs.comment_to_applicant },
          { label: t('score.confidential'), mine: mine.confidential_comment, theirs: theirs.confidential_comment },
        ]}
      />
      <LeaveGuard unsaved={autosave.unsaved} flush={autosave.flush} />
      <ShortcutHelp open={help} enabled={shortcuts} onEnabled={setShortcuts} onClose={() => setHelp(false)} />
    </div>
  );
}
