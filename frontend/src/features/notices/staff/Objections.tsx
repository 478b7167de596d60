import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DateInput } from '@/components/app/DateInput';
import { ExportButton } from '@/components/app/ExportButton';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { Objection } from '../components/Objection';
import {
  admitObjection,
  answerObjection,
  assignObjection,
  type DismissalGround,
  dismissObjection,
  exportObjections,
  type NoticeView,
  type ObjectionView,
  objectionOptions,
  objectionsOptions,
  orderReReview,
  recordObjection,
} from './api';

const GROUNDS: DismissalGround[] = [
  'out_of_time',
  'not_real_name',
  'no_facts',
  'not_about_notice',
  'answered_already',
  'professional_judgement',
];

/** The objections to a notice, with what its handler does, and the recording of letters. */
export function Objections({ notice }: { notice: NoticeView }) {
  const { t } = useTranslation('notices');
  const { user } = useSession();
  const query = useQuery(objectionsOptions(notice.id));
  return (
    <Card
      title={t('objections.title')}
      extra={<ExportButton run={exportObjections} filter={{ notice_id: notice.id }} />}
    >
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.items.length === 0 ? (
        <EmptyState title={t('objections.none')} />
      ) : (
        query.data.items.map(({ id }) => <Loaded key={id} id={id} />)
      )}
      {hasRole(user.grants, 'programme_officer') ? <Letter notice={notice} /> : null}
    </Card>
  );
}

function Loaded({ id }: { id: string }) {
  const { data, isError, error, refetch } = useQuery(objectionOptions(id));
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return data ? <Handled objection={data} /> : <LoadingState />;
}

function Handled({ objection }: { objection: ObjectionView }) {
  const { t } = useTranslation('notices');
  const [handler, setHandler] = useState('');
  const [ground, setGround] = useState<DismissalGround>('no_facts');
  const [answer, setAnswer] = useState('');
  const path = { id: objection.id };
  const text = (
    <FieldRow
      id={`answer-${objection.id}`}
      label={t('objections.publicAnswer')}
      hint={t('objections.publicAnswerHint')}
    >
      {(control) => (
        <Input.TextArea
          {...control}
          rows={4}
          maxLength={2000}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      )}
    </FieldRow>
  );
  const answered = answer.trim().length >= 10;
  const reply = (finding: 'upheld' | 'rejected') => ({
    ready: answered,
    fields: text,
    run: ({ headers }: { headers: { 'If-Match': string; 'Idempotency-Key': string } }) =>
      answerObjection({ path, headers, body: { finding, public_answer: answer.trim() } }),
  });
  return (
    <article className="app-objection">
      <Objection objection={objection} />
      <ActionBar
        resource={objection}
        machine="objection"
        actions={{
          assign: {
            ready: handler !== '',
            fields: (
              <FieldRow
                id={`handler-${objection.id}`}
                label={t('objections.handlerId')}
                hint={t('objections.handlerHint')}
              >
                {(control) => (
                  <PlainSelect
                    {...control}
                    value={handler}
                    placeholder={t('objections.choose')}
                    onChange={(chosen) => setHandler(chosen ?? '')}
                    options={objection.possible_handlers.map((one) => ({ value: one.id, label: one.name }))}
                  />
                )}
              </FieldRow>
            ),
            run: ({ headers }) => assignObjection({ path, headers, body: { handler_id: handler } }),
          },
          admit: { primary: true, run: ({ headers }) => admitObjection({ path, headers }) },
          dismiss: {
            ready: answered,
            fields: (
              <>
                <FieldRow id={`ground-${objection.id}`} label={t('objections.ground')}>
                  {(control) => (
                    <PlainSelect
                      {...control}
                      value={ground}
                      onChange={(chosen) => setGround(GROUNDS.find((one) => one === chosen) ?? 'no_facts')}
                      options={GROUNDS.map((one) => ({ value: one, label: enumLabel('dismissal_ground', one) }))}
                    />
                  )}
                </FieldRow>
                {text}
              </>
            ),
            run: ({ headers }) => dismissObjection({ path, headers, body: { ground, public_answer: answer.trim() } }),
          },
          order_re_review: {
            reason: 'required',
            run: ({ headers, reason }) => orderReReview({ path, headers, body: { reason } }),
          },
          reject: reply('rejected'),
          uphold: { ...reply('upheld'), danger: true },
        }}
      />
    </article>
  );
}

/** An objection on paper; what it says is copied from the letter. */
function Letter({ notice }: { notice: NoticeView }) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [open, setOpen] = useState(false);
  const [about, setAbout] = useState('');
  const [received, setReceived] = useState<string | null>(null);
  const [values, setValues] = useState({ filer_name: '', contact: '', statement: '', facts: '' });
  const [confirmed, setConfirmed] = useState(false);
  if (!open) {
    return (
      <Button onClick={() => setOpen(true)} className="yc-no-print">
        {t('objections.record')}
      </Button>
    );
  }
  const record = () =>
    run(async (key) => {
      await recordObjection({
        path: { id: notice.id },
        headers: { 'Idempotency-Key': key },
        body: {
          received_on: received ?? '',
          objection: { ...values, ...(about ? { proposal_id: about } : {}), real_name_confirmed: confirmed },
        },
      });
      setOpen(false);
      await client.invalidateQueries();
    });
  const line = (name: keyof typeof values, label: string, rows = 1) => (
    <FieldRow id={`letter-${name}`} label={label}>
      {(control) =>
        rows === 1 ? (
          <Input
            {...control}
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        ) : (
          <Input.TextArea
            {...control}
            rows={rows}
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        )
      }
    </FieldRow>
  );
  return (
    <fieldset className="app-fieldset">
      <legend>{t('objections.record')}</legend>
      <p className="yc-muted">{t('objections.recordText')}</p>
      <ErrorSummary error={error} />
      <FieldRow id="letter-received" label={t('objections.receivedOn')}>
        {(control) => <DateInput {...control} value={received} onChange={setReceived} />}
      </FieldRow>
      <FieldRow id="letter-about" label={t('objections.about')}>
        {(control) => (
          <PlainSelect
            {...control}
            value={about}
            placeholder={t('objections.whole')}
            onChange={(chosen) => setAbout(chosen ?? '')}
            options={notice.lines.map((one) => ({ value: one.proposal.id, label: one.proposal.title }))}
          />
        )}
      </FieldRow>
      {line('filer_name', t('objections.filer'))}
      {line('contact', t('objections.contact'))}
      {line('statement', t('objections.statement'), 3)}
      {line('facts', t('objections.facts'), 4)}
      <p>
        <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
          {t('objections.realName')}
        </Checkbox>
      </p>
      <Button type="primary" loading={running} disabled={!received || !confirmed} onClick={() => void record()}>
        {t('objections.record')}
      </Button>
    </fieldset>
  );
}
