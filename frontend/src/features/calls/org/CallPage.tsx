import { useInfiniteQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { FieldRow } from '@/components/app/FieldRow';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { CallTimeline } from '@/components/base/CallTimeline';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { RequiredDocuments } from '@/components/base/RequiredDocuments';
import { StatusTag } from '@/components/base/StatusTag';
import { useServerNow } from '@/lib/clock';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { useSubmit } from '@/lib/submit';
import '@/styles/calls.css';
import {
  answeredOptions,
  askQuestion,
  callOptions,
  ownOrganisationsOptions,
  ownQuestionsOptions,
  type PublicCallView,
} from './api';

/** A call for those who may apply: dates, documents, and the round of questions. */
export function OrgCallPage({ id }: { id: string }) {
  const { t } = useTranslation('calls');
  const { data: call } = useSuspenseQuery(callOptions(id));
  return (
    <>
      <PageHeader
        title={call.title}
        crumbs={[{ label: t('org.crumb'), to: '/app/org/proposals' }]}
        tags={<StatusTag machine="phase" state={call.phase} />}
        meta={`${call.number} · ${call.area.name} · ${call.host_name}`}
        extra={
          <Link to="/calls/$id" params={{ id }} className="yc-btn">
            {t('org.announcement')}
          </Link>
        }
      />
      <div className="app-columns">
        <div>
          <Ask call={call} />
          <Own id={id} />
          <Answered id={id} />
          {call.document.required_documents.length > 0 ? (
            <Card title={t('documents.heading')}>
              <RequiredDocuments documents={call.document.required_documents} />
            </Card>
          ) : null}
        </div>
        <Card title={t('org.dates')}>
          <CallTimeline call={call} />
        </Card>
      </div>
    </>
  );
}

function Ask({ call }: { call: PublicCallView }) {
  const { t } = useTranslation('calls');
  const client = useQueryClient();
  const now = useServerNow(60_000);
  const { running, error, run } = useSubmit();
  const organisations = allItems(useInfiniteQuery(ownOrganisationsOptions()).data);
  const [chosen, setChosen] = useState<string | null>(null);
  const [question, setQuestion] = useState('');
  const [done, setDone] = useState<Done | null>(null);
  const organisation = chosen ?? organisations[0]?.id ?? null;
  const open = call.state === 'published' && now < Date.parse(call.questions_close_at);
  if (!open) {
    return (
      <Card title={t('questions.ask')}>
        <p>{t('questions.closed')}</p>
      </Card>
    );
  }
  const submit = () =>
    run(async (key) => {
      await askQuestion({
        path: { id: call.id },
        headers: { 'Idempotency-Key': key },
        body: { organisation_id: organisation ?? '', question: question.trim() },
      });
      await client.invalidateQueries();
      setQuestion('');
      setDone({ title: t('questions.asked'), reference: call.number });
    });
  return (
    <Card title={t('questions.ask')}>
      <DoneNotice done={done} />
      <ErrorSummary error={error} />
      <p className="yc-muted">
        {t('questions.askHint')} {t('questions.until')} <DateTime value={call.questions_close_at} format="deadline" />
      </p>
      {organisations.length > 1 ? (
        <FieldRow id="field-organisation_id" label={t('questions.organisation')}>
          {(control) => (
            <PlainSelect
              id={control.id}
              value={organisation}
              options={organisations.map((one) => ({ value: one.id, label: one.name }))}
              onChange={setChosen}
            />
          )}
        </FieldRow>
      ) : null}
      <FieldRow id="field-question" label={t('questions.question')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={1000}
            showCount
            value={question}
            onChange={(event) => {
              setQuestion(event.target.value);
              setDone(null);
            }}
          />
        )}
      </FieldRow>
      <Button
        type="primary"
        loading={running}
        disabled={question.trim().length < 5 || organisation === null}
        onClick={() => void submit()}
      >
        {t('questions.send')}
      </Button>
    </Card>
  );
}

function Own({ id }: { id: string }) {
  const { t } = useTranslation('calls');
  const query = useInfiniteQuery(ownQuestionsOptions(id));
  const questions = allItems(query.data).filter((one) => one.state !== 'answered');
  if (questions.length === 0) return null;
  return (
    <Card title={t('questions.own')}>
      <ul className="app-questions">
        {questions.map((one) => (
          <li key={one.id} className="app-questions__one">
            <StatusTag machine="question" state={one.state} /> {one.question}
            {one.decline_reason ? (
              <p className="app-prose">
                {t('questions.declined')}
                {one.decline_reason}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Answered({ id }: { id: string }) {
  const { t } = useTranslation('calls');
  const query = useInfiniteQuery(answeredOptions(id));
  const questions = allItems(query.data);
  return (
    <Card title={t('questions.title')}>
      {questions.length === 0 ? <p className="yc-muted">{t('questions.noneAnswered')}</p> : null}
      <ul className="app-questions">
        {questions.map((one) => (
          <li key={`${one.answered_at}${one.question}`} className="app-questions__one">
            <p className="yc-strong">
              {t('questions.q')}
              {one.question}
            </p>
            <p className="app-prose">
              {t('questions.a')}
              {one.answer}
            </p>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <button type="button" className="yc-btn" onClick={() => void query.fetchNextPage()}>
          {t('common:list.more')}
        </button>
      ) : null}
    </Card>
  );
}
