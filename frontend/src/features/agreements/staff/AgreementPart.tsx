import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DateInput } from '@/components/app/DateInput';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { applyFaults } from '@/components/app/forms';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PdfButton } from '@/components/app/PdfButton';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { StatusTag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import {
  type ActionView,
  type AgreementView,
  agreementOptions,
  draftAgreement,
  getAgreementPdf,
  offerAgreement,
  signAgreement,
} from './api';

/** The agreement of a project: drafted, offered and signed here. */
export function AgreementPart({
  projectId,
  agreementId,
  approved,
  actions,
}: {
  projectId: string;
  agreementId: string | undefined;
  approved: string;
  /** What the caller may do with the project. */
  actions: ActionView[];
}) {
  const { t } = useTranslation('agreements');
  if (agreementId) return <Agreement id={agreementId} />;
  const draft = actions.find((action) => action.event === 'draft_agreement');
  return (
    <Card title={t('staff.title')}>
      {draft ? <Draft projectId={projectId} approved={approved} /> : <p className="yc-muted">{t('staff.none')}</p>}
    </Card>
  );
}

interface Values {
  starts_on: string;
  ends_on: string;
  amount: string;
}

function Draft({ projectId, approved }: { projectId: string; approved: string }) {
  const { t } = useTranslation('agreements');
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const { running, error, run } = useSubmit();
  const required = { required: true, message: t('problems:fault.required') };
  const submit = (values: Values) =>
    run(async (key) => {
      try {
        const { data } = await draftAgreement({
          path: { id: projectId },
          headers: { 'Idempotency-Key': key },
          body: values,
        });
        void message.success(t('staff.drafted', { number: data.number }));
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
      await client.invalidateQueries();
    });
  return (
    <Form<Values>
      name="form"
      form={form}
      layout="vertical"
      initialValues={{ amount: approved }}
      onFinish={(values) => void submit(values)}
    >
      <ErrorSummary error={error} labelOf={(pointer) => textOf(`agreements:staff.field.${pointer.slice(1)}`)} />
      <p>{t('staff.draftText')}</p>
      <div className="app-formgrid">
        <Form.Item name="starts_on" label={t('staff.field.starts_on')} rules={[required]}>
          <DateInput />
        </Form.Item>
        <Form.Item name="ends_on" label={t('staff.field.ends_on')} rules={[required]}>
          <DateInput />
        </Form.Item>
        <Form.Item name="amount" label={t('staff.field.amount')} extra={t('staff.amountHint')} rules={[required]}>
          <MoneyInput />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={running}>
        {t('staff.draft')}
      </Button>
    </Form>
  );
}

function Agreement({ id }: { id: string }) {
  const { t } = useTranslation('agreements');
  const { user } = useSession();
  const { data: agreement } = useSuspenseQuery(agreementOptions(id));
  const [done, setDone] = useState<Done | null>(null);
  const [name, setName] = useState('');
  const [read, setRead] = useState(false);
  const path = { id };
  return (
    <Card
      title={t('staff.title')}
      extra={
        <>
          <StatusTag machine="agreement" state={agreement.state} />
          <PdfButton run={(options) => getAgreementPdf({ path, ...options })} />
        </>
      }
    >
      <DoneNotice done={done} />
      <ActionBar
        resource={agreement}
        machine="agreement"
        onDone={(event, answer) => {
          setName('');
          setRead(false);
          const after = (answer as { data?: AgreementView } | undefined)?.data;
          setDone({
            title: eventLabel(event, 'agreement'),
            reference: agreement.number,
            at: after?.updated_at,
            text: after?.state === 'signed' ? t('staff.concluded') : undefined,
          });
        }}
        actions={{
          offer: {
            primary: true,
            confirm: t('staff.offerText'),
            run: ({ headers }) => offerAgreement({ path, headers }),
          },
          sign: {
            primary: true,
            ready: read && name.trim() === user.name,
            confirm: (
              <>
                <p>{t('staff.signText', { organisation: agreement.organisation.name })}</p>
                <Money value={agreement.amount} upper strong />
                <p className="yc-muted">
                  {t('staff.sha256')} <span className="app-mono">{agreement.document_sha256}</span>
                </p>
              </>
            ),
            fields: (
              <>
                <div className="app-field">
                  <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
                    {t('staff.haveRead')}
                  </Checkbox>
                </div>
                <div className="app-field">
                  <label htmlFor="signed-name">{t('staff.signedName')}</label>
                  <p id="signed-name-hint" className="yc-muted">
                    {t('staff.signedNameHint', { name: user.name })}
                  </p>
                  <Input
                    id="signed-name"
                    aria-describedby="signed-name-hint"
                    autoComplete="off"
                    value={name}
                    onChange={(event) => setName(event.target.value)}
                  />
                </div>
              </>
            ),
            run: ({ headers }) =>
              signAgreement({
                path,
                headers,
                body: { signed_name: name.trim(), document_sha256: agreement.document_sha256 },
              }),
          },
        }}
      />
      <Descriptions
        items={[
          { label: t('staff.number'), value: agreement.number },
          {
            label: t('staff.period'),
            value: (
              <>
                <DateTime value={agreement.starts_on} format="date" /> —{' '}
                <DateTime value={agreement.ends_on} format="date" />
              </>
            ),
          },
          { label: t('staff.field.amount'), value: <Money value={agreement.amount} strong upper />, wide: true },
          {
            label: t('staff.sha256'),
            value: <span className="app-mono">{agreement.document_sha256}</span>,
            wide: true,
          },
        ]}
      />
      <div className="yc-stack app-after">
        <PlainTable
          caption={t('staff.plan')}
          captionVisible
          rows={agreement.tranche_plan}
          rowKey={(row) => String(row.seq)}
          columns={[
            {
              key: 'seq',
              title: t('staff.instalment'),
              primary: true,
              render: (row) => t('staff.seq', { seq: row.seq }),
            },
            { key: 'gate', title: t('staff.gate'), render: (row) => enumLabel('gate', row.gate) },
            {
              key: 'days',
              title: t('staff.due'),
              render: (row) => t('staff.workingDays', { count: row.due_working_days }),
            },
            { key: 'share', title: t('staff.share'), align: 'right', render: (row) => formatBp(row.share_bp) },
            {
              key: 'amount',
              title: t('staff.field.amount'),
              align: 'right',
              render: (row) => <Money value={row.amount} />,
            },
          ]}
        />
        <PlainTable
          caption={t('staff.signatures')}
          captionVisible
          rows={['funder', 'grantee'].map((party) => ({
            party,
            signature: agreement.signatures.find((entry) => entry.party === party),
          }))}
          rowKey={(row) => row.party}
          columns={[
            {
              key: 'party',
              title: t('staff.party'),
              primary: true,
              render: (row) => t(row.party === 'funder' ? 'staff.funder' : 'staff.grantee'),
            },
            {
              key: 'name',
              title: t('staff.signedBy'),
              render: (row) => row.signature?.signed_name ?? t('staff.unsigned'),
            },
            { key: 'at', title: t('staff.signedAt'), render: (row) => <DateTime value={row.signature?.signed_at} /> },
          ]}
        />
        <details className="app-details">
          <summary>{t('staff.document')}</summary>
          <p className="yc-muted">{t('staff.documentHint')}</p>
          <pre className="app-mono app-prose">{pretty(agreement.document)}</pre>
        </details>
      </div>
    </Card>
  );
}

/** The signed text is canonical JSON; indented it can be read. */
function pretty(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document), null, 2);
  } catch {
    return document;
  }
}
