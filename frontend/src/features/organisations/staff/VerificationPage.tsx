import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { isShortcut } from '@/lib/keyboard';
import { enumLabel, eventLabel, faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { acceptVerification, returnVerification, saveVerificationChecklist } from '../record/api';
import { FileLink, Validity } from '../record/DocumentsPart';
import { FIELDS, FieldName, FieldValue } from '../record/fields';
import {
  rejectOrganisation,
  returnOrganisation,
  type VerificationView,
  verificationOptions,
  verifyOrganisation,
} from './api';
import { ReturnFields, type ReturnReasons, reasonList, reasonsComplete } from './ReturnFields';
import '@/styles/organisations.css';

/** One registration or change beside its evidence: fields, checks, checklist, the answer; J and K walk the queue. */
export function VerificationPage({ id }: { id: string }) {
  const { t } = useTranslation('record');
  const { data: view } = useSuspenseQuery(verificationOptions(id));
  const navigate = useNavigate();
  const { previous, next } = view;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isShortcut(event) || event.defaultPrevented) return;
      const to = event.key === 'j' ? next : event.key === 'k' ? previous : null;
      if (to) void navigate({ to: '/app/staff/verifications/$id', params: { id: to } });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, next, previous]);
  return (
    <>
      <PageHeader
        title={view.organisation_name}
        crumbs={[{ label: t('queue.title'), to: '/app/staff/verifications' }]}
        tags={
          <>
            <StatusTag machine="verification" state={view.state} />
            {view.late && view.state === 'waiting' ? <Tag tone="danger" icon="clock" text={t('queue.late')} /> : null}
          </>
        }
        meta={
          <>
            {t(view.kind === 'change' ? 'queue.change' : 'queue.registration')} · {view.uscc} · {view.submitted_by.name}{' '}
            <DateTime value={view.submitted_at} />
            {view.working_days == null ? null : ` · ${t('queue.waited', { count: view.working_days })}`}
          </>
        }
        extra={<Neighbours view={view} />}
      />
      <Answer view={view} />
      {view.note ? (
        <p className="yc-note app-banner">
          <Icon name="info" /> {t('verify.note')}
          {view.note}
        </p>
      ) : null}
      <SideBySide view={view} />
      <div className="app-columns">
        <Checklist key={view.version} view={view} />
        <div>
          <Checks view={view} />
          <Documents view={view} />
        </div>
      </div>
    </>
  );
}

function Neighbours({ view }: { view: VerificationView }) {
  const { t } = useTranslation('record');
  const link = (to: string | null | undefined, label: string, key: string) =>
    to ? (
      <Link
        to="/app/staff/verifications/$id"
        params={{ id: to }}
        className="yc-btn yc-btn--quiet"
        aria-keyshortcuts={key}
      >
        {label} <kbd>{key}</kbd>
      </Link>
    ) : (
      <span className="yc-muted">{label}</span>
    );
  return (
    <nav className="app-rowactions" aria-label={t('verify.walk')}>
      {link(view.previous, t('verify.previous'), 'K')}
      {link(view.next, t('verify.next'), 'J')}
    </nav>
  );
}

/** The officer's answer: to a registration on the organisation, to a change on the change itself. */
function Answer({ view }: { view: VerificationView }) {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const [reasons, setReasons] = useState<ReturnReasons>({});
  const [done, setDone] = useState<Done | null>(null);
  const onDone = (machine: string) => (event: string) => {
    setReasons({});
    setDone({ title: eventLabel(event, machine), reference: view.uscc });
  };
  const fields = <ReturnFields reasons={reasons} onChange={setReasons} />;
  const path = { id: view.kind === 'change' ? view.id : view.organisation_id };
  return (
    <>
      <DoneNotice done={done} />
      {view.state !== 'waiting' ? null : view.kind === 'change' ? (
        <ActionBar
          resource={view}
          machine="verification"
          onDone={onDone('verification')}
          actions={{
            accept: {
              primary: true,
              confirm: r('verify.acceptText'),
              run: ({ headers }) => acceptVerification({ path, headers }),
            },
            return: {
              confirm: r('verify.returnText'),
              fields,
              ready: reasonsComplete(reasons),
              run: ({ headers }) => returnVerification({ path, headers, body: { reasons: reasonList(reasons) } }),
            },
          }}
        />
      ) : (
        <ActionBar
          resource={view.organisation}
          machine="organisation"
          onDone={onDone('organisation')}
          actions={{
            verify: {
              primary: true,
              confirm: t('staff.verifyText'),
              run: ({ headers }) => verifyOrganisation({ path, headers }),
            },
            return: {
              confirm: t('staff.returnText'),
              fields,
              ready: reasonsComplete(reasons),
              run: ({ headers }) => returnOrganisation({ path, headers, body: { reasons: reasonList(reasons) } }),
            },
            reject: {
              danger: true,
              reason: 'required',
              confirm: t('staff.rejectText'),
              run: ({ headers, reason }) => rejectOrganisation({ path, headers, body: { reason } }),
            },
          }}
        />
      )}
    </>
  );
}

function SideBySide({ view }: { view: VerificationView }) {
  const { t } = useTranslation('record');
  const order = (field: string) => (FIELDS as readonly string[]).indexOf(field);
  const rows = [...view.fields].sort((a, b) => order(a.field) - order(b.field));
  const change = view.kind === 'change';
  return (
    <Card
      title={t('verify.fields')}
      flush
      extra={
        <Link to="/app/staff/organisations/$id" params={{ id: view.organisation_id }} className="yc-link">
          {t('verify.record')}
        </Link>
      }
    >
      <DataTable
        caption={t('verify.fields')}
        rows={rows}
        rowKey={(row) => row.field}
        rowTone={(row) => (row.changed ? 'warning' : undefined)}
        detail={(row) =>
          row.returned ? (
            <span className="app-returned">
              <Icon name="back" /> {t('verify.wasReturned')}
              {row.returned}
            </span>
          ) : null
        }
        columns={[
          { key: 'field', title: t('field.name'), primary: true, render: (row) => <FieldName field={row.field} /> },
          {
            key: 'typed',
            title: t(change ? 'field.wanted' : 'field.typed'),
            render: (row) => <FieldValue field={row.field} value={row.typed} />,
          },
          ...(change || view.again
            ? [
                {
                  key: 'before',
                  title: t(change ? 'field.verified' : 'field.before'),
                  render: (row: VerificationView['fields'][number]) => (
                    <FieldValue field={row.field} value={row.before} />
                  ),
                },
                {
                  key: 'changed',
                  title: t('field.changed'),
                  nowrap: true,
                  render: (row: VerificationView['fields'][number]) =>
                    row.changed ? <Tag tone="waiting" icon="pencil" text={t('field.isChanged')} /> : '—',
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

function Checks({ view }: { view: VerificationView }) {
  const { t } = useTranslation('record');
  return (
    <Card title={t('verify.checks')}>
      <ul className="app-plainlist">
        {view.checks.map((check) => (
          <li key={check.code}>
            <Tag
              tone={check.holds ? 'success' : 'danger'}
              icon={check.holds ? 'check' : 'warning'}
              text={textOf(`record:verify.check.${check.code}`) ?? check.code}
            />{' '}
            {check.faults.map((code) => faultText({ code, pointer: '', detail: '' })).join('；')}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Documents({ view }: { view: VerificationView }) {
  const { t } = useTranslation('record');
  return (
    <Card title={t('verify.documents')}>
      {view.documents.length === 0 ? (
        <p className="yc-muted">{t('document.none')}</p>
      ) : (
        <ul className="app-plainlist">
          {view.documents.map((document) => (
            <li key={document.id}>
              {enumLabel('organisationDocumentKind', document.kind)} {document.number} <Validity document={document} />{' '}
              <FileLink document={document} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

type Items = VerificationView['checklist'];

function Checklist({ view }: { view: VerificationView }) {
  const { t } = useTranslation('record');
  const [items, setItems] = useState<Items>(view.checklist);
  const [touched, setTouched] = useState(false);
  const { running, error, run } = useSubmit();
  const client = useQueryClient();
  const open = view.state === 'waiting';
  const of = (code: string) => items.find((item) => item.code === code);
  const put = (code: string, change: Partial<Items[number]>) => {
    const rest = items.filter((item) => item.code !== code);
    setItems([...rest, { code, ok: false, note: '', ...of(code), ...change }]);
    setTouched(true);
  };
  const save = () =>
    void run(async () => {
      await saveVerificationChecklist({
        path: { id: view.id },
        body: { items },
        headers: { 'If-Match': `"${view.version}"` },
      });
      await client.invalidateQueries();
    });
  return (
    <Card title={t('verify.checklist')}>
      {error ? <ErrorSummary error={error} /> : null}
      <ul className="app-plainlist">
        {view.checklist_codes.map((code) => (
          <li key={code} className="app-checkrow">
            <Checkbox
              checked={of(code)?.ok ?? false}
              disabled={!open}
              onChange={(event) => put(code, { ok: event.target.checked })}
            >
              {textOf(`record:verify.item.${code}`) ?? code}
            </Checkbox>
            <Input
              size="small"
              aria-label={t('verify.noteOf', { item: textOf(`record:verify.item.${code}`) ?? code })}
              placeholder={t('verify.notePlaceholder')}
              value={of(code)?.note ?? ''}
              disabled={!open}
              maxLength={500}
              onChange={(event) => put(code, { note: event.target.value })}
            />
          </li>
        ))}
      </ul>
      {open ? (
        <Button onClick={save} loading={running} disabled={!touched}>
          {t('verify.save')}
        </Button>
      ) : null}
    </Card>
  );
}
