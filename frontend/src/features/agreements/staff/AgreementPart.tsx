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
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { AgreementDocument, Signatures } from '../components/AgreementDocument';
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
      <AgreementDocument agreement={agreement} />
      <div className="yc-stack app-after">
        <Signatures agreement={agreement} />
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
