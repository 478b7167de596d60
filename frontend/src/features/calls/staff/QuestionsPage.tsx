import { useInfiniteQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { FieldRow } from '@/components/app/FieldRow';
import { DateTime } from '@/components/base/DateTime';
import { FilterChips } from '@/components/base/FilterBar';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { stateLabel } from '@/lib/labels';
import '@/styles/calls.css';
import { answerQuestion, declineQuestion, exportQuestions, type QuestionView, questionsOptions } from './api';
import { QUESTION_STATES } from './filter';

/** The officer's queue of questions about a call. */
export function QuestionsPage({ callId, state }: { callId: string; state: QuestionView['state'] | undefined }) {
  const { t } = useTranslation('calls');
  const query = useInfiniteQuery(questionsOptions(callId, state));
  const questions = allItems(query.data);
  return (
    <Card
      title={t('questions.title')}
      extra={<ExportButton run={exportQuestions} filter={{ call_id: callId, ...(state ? { state } : {}) }} />}
    >
      <p className="yc-muted">{t('questions.staffHint')}</p>
      <FilterChips
        name="state"
        label={t('staff.state')}
        value={state}
        options={[
          { value: undefined, label: t('questions.all') },
          ...QUESTION_STATES.map((one) => ({ value: one, label: stateLabel('question', one) })),
        ]}
      />
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : questions.length === 0 ? (
        <EmptyState title={t('questions.none')} />
      ) : (
        <ul className="app-questions">
          {questions.map((question) => (
            <li key={question.id} className="app-questions__one">
              <Question question={question} />
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="yc-btn"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:list.more')}
        </button>
      ) : null}
    </Card>
  );
}

function Question({ question }: { question: QuestionView }) {
  const { t } = useTranslation('calls');
  const [wording, setWording] = useState(question.question);
  const [answer, setAnswer] = useState('');
  const path = { id: question.id };
  const shown = question.published_question ?? question.question;
  return (
    <article>
      <p className="app-questions__head">
        <StatusTag machine="question" state={question.state} /> <strong>{question.organisation.name}</strong>{' '}
        <span className="yc-muted">
          <DateTime value={question.created_at} />
        </span>
      </p>
      <p className="app-prose">
        {t('questions.q')}
        {shown}
      </p>
      {question.published_question && question.published_question !== question.question ? (
        <p className="yc-muted">
          {t('questions.original')}
          {question.question}
        </p>
      ) : null}
      {question.answer ? (
        <p className="app-prose">
          {t('questions.a')}
          {question.answer}
        </p>
      ) : null}
      {question.decline_reason ? (
        <p className="app-prose">
          {t('questions.declined')}
          {question.decline_reason}
        </p>
      ) : null}
      <ActionBar
        resource={question}
        machine="question"
        actions={{
          answer: {
            primary: true,
            confirm: t('questions.answerText'),
            ready: answer.trim() !== '' && wording.trim().length >= 5,
            fields: (
              <>
                <FieldRow id={`q-${question.id}`} label={t('questions.wording')} hint={t('questions.wordingHint')}>
                  {(control) => (
                    <Input.TextArea
                      {...control}
                      autoSize={{ minRows: 2, maxRows: 8 }}
                      maxLength={1000}
                      value={wording}
                      onChange={(event) => setWording(event.target.value)}
                    />
                  )}
                </FieldRow>
                <FieldRow id={`a-${question.id}`} label={t('questions.answer')}>
                  {(control) => (
                    <Input.TextArea
                      {...control}
                      autoSize={{ minRows: 3, maxRows: 12 }}
                      maxLength={4000}
                      value={answer}
                      onChange={(event) => setAnswer(event.target.value)}
                    />
                  )}
                </FieldRow>
              </>
            ),
            run: ({ headers }) => answerQuestion({ path, headers, body: { answer, question: wording } }),
          },
          decline: {
            reason: 'required',
            confirm: t('questions.declineText'),
            run: ({ headers, reason }) => declineQuestion({ path, headers, body: { reason } }),
          },
        }}
      />
    </article>
  );
}
