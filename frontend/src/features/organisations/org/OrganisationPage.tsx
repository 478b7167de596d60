import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { Suspense, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { applyFaults } from '@/components/app/forms';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { PageHeader } from '@/components/app/PageHeader';
import { Steps } from '@/components/app/Steps';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel, faultText } from '@/lib/labels';
import { useAreaName } from '@/lib/scopes';
import { useSubmit } from '@/lib/submit';
import { AccountChanges } from '../record/AccountChanges';
import { ChangeWaiting } from '../record/ChangeWaiting';
import { GradeDays } from '../record/GradeDays';
import { type Part, PartTabs } from '../record/PartTabs';
import { DocumentsPart, EligibilityPart, HistoryPart, StaffPart, StandingPart } from '../record/parts';
import { type OrganisationView, organisationOptions, submitOrganisation, updateOrganisation } from './api';
import { BankAccountCard } from './BankAccountCard';
import { detailsOf, OrganisationFields, type OrganisationValues, valuesOf } from './OrganisationForm';
import '@/styles/organisations.css';

/** The field of a return reason or a blocker in words. */
function fieldLabel(field: string): string {
  return textOf(`organisations:fieldName.${field.replace(/^\//, '').split('/')[0]}`) ?? field;
}

/** One organisation of one's own: its state, what was sent back, the form while it may be changed, the account. */
export function OrganisationPage({ id, part, several }: { id: string; part: Part | undefined; several: boolean }) {
  const { t } = useTranslation('organisations');
  const { data: organisation } = useSuspenseQuery(organisationOptions(id));
  const [done, setDone] = useState<Done | null>(null);
  const editable = organisation.state === 'draft' || organisation.state === 'returned';
  const at = { draft: organisation.bank_account ? 2 : 1, returned: 2, submitted: 3, verified: 4 }[
    organisation.state as string
  ];
  return (
    <>
      <PageHeader
        title={organisation.name}
        crumbs={several ? [{ label: t('page.title'), to: '/app/org/organisation' }] : []}
        tags={<StatusTag machine="organisation" state={organisation.state} />}
        meta={organisation.uscc}
      />
      <DoneNotice done={done} />
      {at !== undefined && at < 4 ? (
        <Steps
          label={t('register.steps')}
          current={at}
          steps={(['fill', 'account', 'submit', 'verify'] as const).map((key) => ({
            key,
            title: t(`register.step.${key}`),
          }))}
        />
      ) : null}
      <Returned organisation={organisation} />
      <Missing organisation={organisation} />
      <ActionBar
        resource={organisation}
        machine="organisation"
        actions={{
          submit: {
            primary: true,
            confirm: t('page.submitText'),
            run: ({ headers }) => submitOrganisation(id, headers),
          },
        }}
        onDone={(event) => setDone({ title: eventLabel(event, 'organisation'), reference: organisation.uscc })}
      />
      <PartTabs part={part} />
      {part === undefined ? <Registration organisation={organisation} editable={editable} /> : null}
      <Suspense fallback={<LoadingState />}>
        {part === 'standing' ? <StandingPart organisation={organisation} officer={false} /> : null}
        {part === 'documents' ? <DocumentsPart organisation={organisation} writer /> : null}
        {part === 'staff' ? <StaffPart organisation={organisation} writer /> : null}
        {part === 'account' ? (
          <>
            <BankAccountCard organisation={organisation} />
            <AccountChanges organisation={organisation} />
          </>
        ) : null}
        {part === 'eligibility' ? <EligibilityPart organisation={organisation} /> : null}
        {part === 'history' ? <HistoryPart organisation={organisation} /> : null}
      </Suspense>
    </>
  );
}

function Registration({ organisation, editable }: { organisation: OrganisationView; editable: boolean }) {
  const [asking, setAsking] = useState(false);
  const verified = organisation.state === 'verified' || organisation.state === 'suspended';
  if (editable) {
    return (
      <>
        <EditCard key={organisation.id} organisation={organisation} />
        <BankAccountCard organisation={organisation} />
      </>
    );
  }
  return (
    <>
      {verified ? <ChangeWaiting organisation={organisation} /> : null}
      {asking ? (
        <EditCard organisation={organisation} onClose={() => setAsking(false)} />
      ) : (
        <Facts organisation={organisation} {...(verified ? { onChange: () => setAsking(true) } : {})} />
      )}
    </>
  );
}

function Returned({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisations');
  if (organisation.return_reasons.length === 0 || organisation.state !== 'returned') return null;
  return (
    <div className="yc-note yc-note--warning app-banner">
      <Icon name="back" />
      <div>
        <p className="app-banner__title">{t('page.returned')}</p>
        <ul>
          {organisation.return_reasons.map((entry) => (
            <li key={entry.field + entry.reason}>
              {fieldLabel(entry.field)}
              {t('common:colon')}
              {entry.reason}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** What is still missing before submission, and what deserves a second look. */
function Missing({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisations');
  const submit = organisation.available_actions.find((action) => action.event === 'submit');
  const missing = submit?.blockers ?? [];
  return (
    <>
      {missing.length > 0 ? (
        <div className="yc-note app-banner">
          <Icon name="list" />
          <div>
            <p className="app-banner__title">{t('page.missing')}</p>
            <p>{missing.map((fault) => fieldLabel(fault.pointer)).join(t('common:comma'))}</p>
          </div>
        </div>
      ) : null}
      {organisation.warnings.map((fault) => (
        <p key={fault.pointer + fault.code} className="yc-note yc-note--warning app-banner">
          <Icon name="info" />
          {fieldLabel(fault.pointer)}
          {t('common:colon')}
          {faultText(fault)}
        </p>
      ))}
    </>
  );
}

/** The form; of a verified organisation it asks an officer for the change. */
function EditCard({ organisation, onClose }: { organisation: OrganisationView; onClose?: () => void }) {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const [form] = Form.useForm<OrganisationValues>();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const [touched, setTouched] = useState(false);
  const client = useQueryClient();
  const reasons =
    organisation.state === 'returned'
      ? Object.fromEntries(organisation.return_reasons.map((entry) => [entry.field, entry.reason]))
      : {};
  const save = (values: OrganisationValues) =>
    void run(async () => {
      try {
        const { change_note, ...rest } = values;
        const note = change_note?.trim() ? { change_note: change_note.trim() } : {};
        const saved = await updateOrganisation(organisation, { name: values.name.trim(), ...detailsOf(rest), ...note });
        client.setQueryData(organisationOptions(organisation.id).queryKey, saved);
        setTouched(false);
        await client.invalidateQueries();
        void message.success(onClose ? r('waiting.asked') : t('page.saved'));
        onClose?.();
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
    });
  return (
    <Card title={t('page.details')}>
      <Form
        name="form"
        form={form}
        layout="vertical"
        initialValues={valuesOf(organisation)}
        scrollToFirstError={{ focus: true }}
        onValuesChange={() => setTouched(true)}
        onFinish={save}
      >
        <ErrorSummary error={error} />
        {onClose ? <p className="yc-note">{r('waiting.askHint')}</p> : null}
        <OrganisationFields form={form} fixed reasons={reasons} />
        {onClose ? (
          <Form.Item name="change_note" label={r('waiting.note')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} showCount />
          </Form.Item>
        ) : null}
        <div className="app-formactions">
          {onClose ? <Button onClick={onClose}>{t('common:cancel')}</Button> : null}
          <Button type="primary" htmlType="submit" loading={running} disabled={!touched}>
            {onClose ? r('waiting.ask') : t('page.save')}
          </Button>
        </div>
      </Form>
      <LeaveGuard unsaved={touched} />
    </Card>
  );
}

function Facts({ organisation, onChange }: { organisation: OrganisationView; onChange?: () => void }) {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const areaName = useAreaName();
  return (
    <Card title={t('page.details')} extra={onChange ? <Button onClick={onChange}>{r('waiting.ask')}</Button> : null}>
      <Descriptions
        items={[
          { label: t('form.kind'), value: enumLabel('kind', organisation.kind) },
          { label: t('form.area'), value: areaName(organisation.area_code) },
          { label: t('form.registry'), value: organisation.registry },
          { label: t('form.registeredOn'), value: <DateTime value={organisation.registered_on} format="date" /> },
          { label: t('form.charter'), value: organisation.charter_scope, wide: true },
          { label: t('form.legal'), value: organisation.legal_representative },
          { label: t('form.contact'), value: organisation.contact_name },
          { label: t('form.phone'), value: organisation.contact_phone },
          { label: t('form.email'), value: organisation.contact_email },
          { label: t('form.grade'), value: organisation.assessment_grade ?? t('form.noGrade') },
          { label: r('grade.validity'), value: <GradeDays organisation={organisation} /> },
          { label: t('form.inspections'), value: organisation.inspections_passed },
        ]}
      />
      <p className="yc-muted">{onChange ? r('waiting.fixedHint') : t('page.fixedHint')}</p>
    </Card>
  );
}
