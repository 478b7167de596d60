import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DateInput } from '@/components/app/DateInput';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { FieldRow } from '@/components/app/FieldRow';
import { applyFaults } from '@/components/app/forms';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { EmptyState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { schemeOf } from '@/lib/scheme';
import { clockOptions, useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import {
  callNoticesOptions,
  closeNotice,
  decidedCallOptions,
  decisionOptions,
  discardNotice,
  draftNotice,
  extendNotice,
  type NoticeView,
  noticeOptions,
  publishNotice,
} from './api';
import { Objections } from './Objections';

export function CallNoticePage({ callId }: { callId: string }) {
  const { t } = useTranslation('notices');
  const { user } = useSession();
  const { data: call } = useSuspenseQuery(decidedCallOptions(callId));
  const { data: notices } = useSuspenseQuery(callNoticesOptions(callId));
  const decision = useQuery({ ...decisionOptions(callId), enabled: call.state === 'deciding' });
  const current = notices.items.find((notice) => notice.state !== 'discarded');
  if (current) return <Notice id={current.id} />;
  const approved = decision.data?.state === 'approved';
  if (call.state === 'deciding' && approved && hasRole(user.grants, 'programme_officer')) {
    return <Draft callId={callId} notice={schemeOf(call).notice} from={call.document?.timetable?.notice_from} />;
  }
  return (
    <Card>
      <EmptyState
        title={t('staff.noNotice')}
        text={t(call.state === 'deciding' && approved ? 'staff.noNoticeOfficer' : 'staff.noNoticeText')}
      />
    </Card>
  );
}

interface Values {
  title?: string;
  body?: string;
  starts_on?: string | null;
  ends_on?: string | null;
}

function Draft({
  callId,
  notice,
  from,
}: {
  callId: string;
  notice: { unit: string; days: number } | undefined;
  /** The day that the timetable of the call names; the notice may not begin before. */
  from: string | undefined;
}) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const { data: clock } = useSuspenseQuery(clockOptions);
  const [form] = Form.useForm<Values>();
  const { running, error, run } = useSubmit();
  const submit = (values: Values) =>
    run(async (key) => {
      const body = Object.fromEntries(
        Object.entries(values).filter(([, value]) => typeof value === 'string' && value.trim() !== ''),
      );
      try {
        await draftNotice({ path: { id: callId }, headers: { 'Idempotency-Key': key }, body });
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
      await client.invalidateQueries();
    });
  return (
    <Card title={t('staff.draft')}>
      <Form<Values>
        name="form"
        form={form}
        layout="vertical"
        initialValues={{ starts_on: from && from > clock.today ? from : clock.today }}
        onFinish={(values) => void submit(values)}
      >
        <ErrorSummary error={error} labelOf={(pointer) => textOf(`notices:staff.field.${pointer.slice(1)}`)} />
        <p>
          {notice ? t('staff.periodRule', { days: notice.days, unit: enumLabel('day_unit', notice.unit) }) : null}{' '}
          {t('staff.workingDayHint')}
        </p>
        <div className="app-formgrid">
          <Form.Item name="starts_on" label={t('staff.field.starts_on')} extra={t('staff.startsHint')}>
            <DateInput />
          </Form.Item>
          <Form.Item name="ends_on" label={t('staff.field.ends_on')} extra={t('staff.endsHint')}>
            <DateInput />
          </Form.Item>
        </div>
        <Form.Item name="title" label={t('staff.field.title')} extra={t('staff.autoHint')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="body" label={t('staff.field.body')} extra={t('staff.autoHint')}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} maxLength={20000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={running}>
          {t('staff.draft')}
        </Button>
      </Form>
    </Card>
  );
}

function Notice({ id }: { id: string }) {
  const { t } = useTranslation('notices');
  const { data: notice } = useSuspenseQuery(noticeOptions(id));
  const [done, setDone] = useState<Done | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const path = { id };
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={notice}
        machine="notice"
        onDone={(event, answer) => {
          const after = (answer as { data?: NoticeView } | undefined)?.data;
          setDone({
            title: eventLabel(event, 'notice'),
            reference: notice.number,
            at: after?.updated_at,
            text: event === 'close' ? t('staff.closedNext') : undefined,
          });
        }}
        actions={{
          publish: {
            primary: true,
            confirm: (
              <p>
                {t('staff.publishText', { days: notice.working_days })}{' '}
                <DateTime value={notice.starts_on} format="long" /> — <DateTime value={notice.ends_on} format="long" />
              </p>
            ),
            run: ({ headers }) => publishNotice({ path, headers }),
          },
          close: {
            primary: true,
            confirm: t('staff.closeText', { count: notice.lines.length }),
            run: ({ headers }) => closeNotice({ path, headers }),
          },
          extend: {
            reason: 'required',
            confirm: t('objections.extendText'),
            ready: until !== null,
            fields: (
              <FieldRow id="extend-until" label={t('objections.extendTo')}>
                {(control) => <DateInput {...control} value={until} onChange={setUntil} />}
              </FieldRow>
            ),
            run: ({ headers, reason }) => extendNotice({ path, headers, body: { ends_on: until ?? '', reason } }),
          },
          discard: {
            danger: true,
            confirm: t('staff.discardText'),
            run: ({ headers }) => discardNotice({ path, headers }),
          },
        }}
      />
      <div className="app-columns">
        <div>
          <Card title={notice.title} extra={<PrintButton />}>
            <div className="app-prose">{notice.body}</div>
          </Card>
          <Card title={t('staff.awards')}>
            <PlainTable
              caption={t('staff.awards')}
              totalLabel={t('common:money.total')}
              rows={notice.lines}
              rowKey={(line) => line.proposal.id}
              columns={[
                { key: 'rank', title: t('staff.rank'), render: (line) => line.rank ?? '—' },
                { key: 'title', title: t('staff.proposal'), primary: true, render: (line) => line.proposal.title },
                {
                  key: 'organisation',
                  title: t('staff.organisation'),
                  render: (line) => line.proposal.organisation_name,
                },
                {
                  key: 'amount',
                  title: t('staff.amount'),
                  align: 'right',
                  render: (line) => <Money value={line.amount} />,
                  total: <Money value={notice.total} strong />,
                },
              ]}
            />
          </Card>
        </div>
        <Card title={t('staff.facts')}>
          <Descriptions
            columns={1}
            items={[
              { label: t('staff.state'), value: <StatusTag machine="notice" state={notice.state} /> },
              { label: t('staff.number'), value: notice.number },
              { label: t('staff.field.starts_on'), value: <DateTime value={notice.starts_on} format="long" /> },
              { label: t('staff.field.ends_on'), value: <DateTime value={notice.ends_on} format="long" /> },
              { label: t('staff.length'), value: t('staff.workingDays', { count: notice.working_days }) },
              { label: t('staff.draftedBy'), value: notice.created_by.name },
              { label: t('staff.publishedBy'), value: notice.published_by?.name },
              {
                label: t('staff.publishedAt'),
                value: notice.published_at ? <DateTime value={notice.published_at} /> : null,
              },
              { label: t('staff.closedAt'), value: notice.closed_at ? <DateTime value={notice.closed_at} /> : null },
              ...(notice.state === 'published' || notice.state === 'closed'
                ? [
                    {
                      label: t('staff.publicPage'),
                      value: (
                        <Link to="/notices/$id" params={{ id }} className="yc-link">
                          {t('staff.openPublic')}
                        </Link>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Card>
      </div>
      <PrintFooter reference={notice.number} />
      {notice.state === 'draft' ? null : <Objections notice={notice} />}
    </>
  );
}
