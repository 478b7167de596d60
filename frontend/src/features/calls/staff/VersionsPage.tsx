import { useInfiniteQuery, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { actionHeaders } from '@/api/client';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DayInstantInput } from '@/components/app/DateInput';
import { ExportButton } from '@/components/app/ExportButton';
import { FieldRow } from '@/components/app/FieldRow';
import { CallChanges } from '@/components/base/CallChanges';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { formatDate } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { faultText } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import '@/styles/calls.css';
import {
  type AmendmentInput,
  type AmendmentView,
  amendmentsOptions,
  approveAmendment,
  type CallView,
  callOptions,
  checkAmendmentOptions,
  exportAmendments,
  proposeAmendment,
  returnAmendment,
  withdrawAmendment,
} from './api';
import { lastDay } from './CallEditor';
import { DocumentsFields } from './DocumentsFields';
import { FilesFields } from './FilesFields';
import { TimetableFields } from './TimetableFields';

const AMENDABLE = ['published', 'screening', 'reviewing', 'deciding'];

/** The announced versions of a call, and the form for the next one. */
export function VersionsPage({ callId }: { callId: string }) {
  const { t } = useTranslation('calls');
  const { user } = useSession();
  const { data: call } = useSuspenseQuery(callOptions(callId));
  const query = useInfiniteQuery(amendmentsOptions(callId));
  const versions = allItems(query.data);
  const waiting = versions.some((one) => one.state === 'proposed');
  const [writing, setWriting] = useState(false);
  const may = hasRole(user.grants, 'programme_officer') && AMENDABLE.includes(call.state) && !waiting;
  return (
    <>
      {writing && may ? (
        <AmendmentForm call={call} onDone={() => setWriting(false)} />
      ) : may ? (
        <p>
          <Button type="primary" icon={<Icon name="pencil" />} onClick={() => setWriting(true)}>
            {t('versions.propose')}
          </Button>
        </p>
      ) : null}
      <Card
        title={t('versions.title')}
        extra={<ExportButton run={(options) => exportAmendments({ ...options, path: { id: callId } })} filter={{}} />}
      >
        {query.isPending ? (
          <LoadingState />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : versions.length === 0 ? (
          <EmptyState title={t('versions.none')} />
        ) : (
          <ul className="app-questions">
            {versions.map((version) => (
              <li key={version.id} className="app-questions__one">
                <Version version={version} />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function Version({ version }: { version: AmendmentView }) {
  const { t } = useTranslation('calls');
  const path = { id: version.id };
  return (
    <article>
      <h3 className="app-questions__head">
        {version.revision === 1 ? t('versions.first') : t('versions.nth', { n: version.revision })}{' '}
        <StatusTag machine="amendment" state={version.state} />
      </h3>
      <p className="yc-muted">
        {version.in_force_at ? <DateTime value={version.in_force_at} /> : <DateTime value={version.created_at} />}
        {' · '}
        {t('versions.by', { author: version.created_by.name, approver: version.approved_by?.name ?? '—' })}
      </p>
      {version.reason ? <p>{t('versions.reasonText', { reason: version.reason })}</p> : null}
      {version.return_reason ? <p>{t('versions.returned', { reason: version.return_reason })}</p> : null}
      {version.changes.length > 0 ? <CallChanges changes={version.changes} /> : null}
      <ActionBar
        resource={version}
        machine="amendment"
        actions={{
          approve: {
            primary: true,
            confirm: t('versions.approveText'),
            run: ({ headers }) => approveAmendment({ path, headers }),
          },
          return: {
            reason: 'required',
            run: ({ headers, reason }) => returnAmendment({ path, headers, body: { reason } }),
          },
          withdraw: { danger: true, run: ({ headers }) => withdrawAmendment({ path, headers }) },
        }}
      />
    </article>
  );
}

function AmendmentForm({ call, onDone }: { call: CallView; onDone: () => void }) {
  const { t } = useTranslation('calls');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [body, setBody] = useState<AmendmentInput>({
    reason: '',
    announcement: call.announcement,
    closes_at: call.closes_at,
    document: {
      timetable: call.document.timetable ?? null,
      required_documents: call.document.required_documents,
      attachments: call.document.attachments,
    },
  });
  const checked = useChecked(call.id, body);
  const faults = checked.data?.faults ?? [];
  const changes = checked.data?.changes ?? [];
  const change = (part: Partial<AmendmentInput>) => setBody((old) => ({ ...old, ...part }));
  const submit = () =>
    run(async (key) => {
      await proposeAmendment({ path: { id: call.id }, headers: actionHeaders(call, key), body });
      await client.invalidateQueries();
      onDone();
    });
  return (
    <Card title={t('versions.propose')}>
      <p className="yc-muted">{t('versions.rule')}</p>
      <ErrorSummary error={error} />
      <FieldRow id="field-reason" label={t('versions.reason')} hint={t('versions.reasonHint')}>
        {(control) => (
          <Input
            {...control}
            value={body.reason}
            maxLength={1000}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </FieldRow>
      <FieldRow id="field-closes_at" label={t('staff.field.closes_at')} hint={t('versions.closesHint')}>
        {(control) => (
          <DayInstantInput
            {...control}
            end
            allowClear={false}
            value={body.closes_at ?? null}
            onChange={(value) => value && change({ closes_at: value })}
          />
        )}
      </FieldRow>
      <TimetableFields
        scheme={call.scheme}
        opens={formatDate(call.opens_at)}
        closes={lastDay(body.closes_at ?? call.closes_at)}
        value={body.document?.timetable ?? null}
        onChange={(timetable) => change({ document: { ...body.document, timetable } })}
      />
      <h3>{t('documents.heading')}</h3>
      <DocumentsFields
        value={body.document?.required_documents ?? []}
        faults={faults}
        onChange={(required_documents) => change({ document: { ...body.document, required_documents } })}
      />
      <h3>{t('documents.files')}</h3>
      <FilesFields
        slot={`amendment-${call.id}`}
        value={body.document?.attachments ?? []}
        faults={faults}
        onChange={(edit) =>
          setBody((old) => ({
            ...old,
            document: { ...old.document, attachments: edit(old.document?.attachments ?? []) },
          }))
        }
      />
      <FieldRow id="field-announcement" label={t('staff.field.announcement')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 6, maxRows: 20 }}
            maxLength={20000}
            value={body.announcement ?? ''}
            onChange={(event) => change({ announcement: event.target.value })}
          />
        )}
      </FieldRow>
      <h3>{t('versions.preview')}</h3>
      {changes.length > 0 ? <CallChanges changes={changes} /> : <p className="yc-muted">{t('versions.nothing')}</p>}
      <div role="status">
        {faults
          .filter((fault) => fault.code !== 'nothing_changed')
          .map((fault) => (
            <p key={`${fault.pointer} ${fault.code}`} className="app-field__error">
              <Icon name="warning" /> {faultText(fault)}
            </p>
          ))}
      </div>
      <div className="app-scheme__foot">
        <Button
          type="primary"
          loading={running}
          disabled={faults.length > 0 || body.reason.trim().length < 2}
          onClick={() => void submit()}
        >
          {t('versions.send')}
        </Button>
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </div>
    </Card>
  );
}

/** The server's judgement, a moment after the last change. A reason is not asked for before it is sent. */
function useChecked(id: string, body: AmendmentInput) {
  const [asked, setAsked] = useState(body);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(body), 400);
    return () => window.clearTimeout(timer);
  }, [body]);
  return useQuery(
    checkAmendmentOptions(id, { ...asked, reason: asked.reason.trim().length < 2 ? '—— ' : asked.reason }),
  );
}
