import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Suspense, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel, faultText } from '@/lib/labels';
import { useAreaName } from '@/lib/scopes';
import { AccountChanges } from '../record/AccountChanges';
import { ChangeWaiting } from '../record/ChangeWaiting';
import { GradeDays } from '../record/GradeDays';
import { type Part, PartTabs } from '../record/PartTabs';
import { DocumentsPart, EligibilityPart, HistoryPart, StaffPart, StandingPart } from '../record/parts';
import { RevealDialog } from '../record/RevealDialog';
import {
  deregisterOrganisation,
  type OrganisationView,
  organisationOptions,
  reinstateOrganisation,
  rejectOrganisation,
  returnOrganisation,
  suspendOrganisation,
  verifyOrganisation,
} from './api';
import { ReturnFields, type ReturnReasons, reasonList, reasonsComplete } from './ReturnFields';
import { SuspectedDuplicates } from './SuspectedDuplicates';

export function OrganisationPage({ id, part }: { id: string; part: Part | undefined }) {
  const { t } = useTranslation('organisations');
  const { data: organisation } = useSuspenseQuery(organisationOptions(id));
  return (
    <>
      <PageHeader
        title={organisation.name}
        crumbs={[{ label: t('staff.title'), to: '/app/staff/organisations' }]}
        tags={
          <>
            <StatusTag machine="organisation" state={organisation.state} />
            {organisation.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          </>
        }
        meta={organisation.uscc}
      />
      <Actions organisation={organisation} />
      <PartTabs part={part} />
      <Suspense fallback={<LoadingState />}>
        {part === 'standing' ? <StandingPart organisation={organisation} officer /> : null}
        {part === 'documents' ? <DocumentsPart organisation={organisation} writer={false} /> : null}
        {part === 'staff' ? <StaffPart organisation={organisation} writer={false} /> : null}
        {part === 'account' ? <Account organisation={organisation} /> : null}
        {part === 'eligibility' ? <EligibilityPart organisation={organisation} /> : null}
        {part === 'history' ? <HistoryPart organisation={organisation} /> : null}
      </Suspense>
      {part === undefined ? <Registration organisation={organisation} /> : null}
    </>
  );
}

function Registration({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const areaName = useAreaName();
  return (
    <>
      <ChangeWaiting organisation={organisation} staff />
      <div className="app-columns">
        <div>
          <Card title={t('staff.registration')}>
            <Descriptions
              items={[
                { label: t('staff.field.name'), value: organisation.name },
                { label: t('staff.field.uscc'), value: organisation.uscc },
                { label: t('staff.field.kind'), value: enumLabel('kind', organisation.kind) },
                { label: t('staff.field.area_code'), value: areaName(organisation.area_code) },
                { label: t('staff.field.registry'), value: organisation.registry },
                {
                  label: t('staff.field.registered_on'),
                  value: organisation.registered_on ? (
                    <DateTime value={organisation.registered_on} format="date" />
                  ) : null,
                },
                { label: t('staff.field.assessment_grade'), value: organisation.assessment_grade },
                { label: r('grade.validity'), value: <GradeDays organisation={organisation} /> },
                {
                  label: t('staff.field.inspections_passed'),
                  value: t('staff.times', { count: organisation.inspections_passed }),
                },
                { label: t('staff.field.charter_scope'), value: organisation.charter_scope, wide: true },
              ]}
            />
          </Card>
          <Card title={t('staff.people')}>
            <Descriptions
              items={[
                { label: t('staff.field.legal_representative'), value: organisation.legal_representative },
                { label: t('staff.field.contact_name'), value: organisation.contact_name },
                { label: t('staff.field.contact_phone'), value: organisation.contact_phone },
                { label: t('staff.field.contact_email'), value: organisation.contact_email },
              ]}
            />
          </Card>
        </div>
        <div>
          <SuspectedDuplicates id={organisation.id} />
          <Checks organisation={organisation} />
          <Card title={t('staff.related')}>
            <ul className="yc-list">
              <li>
                <Link to="/app/staff/proposals" search={{ organisation_id: organisation.id }} className="yc-link">
                  {t('staff.itsProposals')}
                </Link>
              </li>
              <li>
                <Link to="/app/staff/projects" search={{ organisation_id: organisation.id }} className="yc-link">
                  {t('staff.itsProjects')}
                </Link>
              </li>
            </ul>
          </Card>
        </div>
      </div>
    </>
  );
}

/** The account money goes to, and every change of it. */
function Account({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const [revealing, setRevealing] = useState(false);
  const account = organisation.bank_account;
  return (
    <>
      <Card
        title={t('staff.field.bank_account')}
        extra={account ? <Button onClick={() => setRevealing(true)}>{r('reveal.account')}</Button> : null}
      >
        {account ? (
          <Descriptions
            items={[
              { label: t('staff.accountName'), value: account.account_name },
              { label: t('staff.accountNumber'), value: account.masked_number },
              { label: t('staff.bankName'), value: account.bank_name },
              { label: t('staff.cnaps'), value: account.cnaps },
            ]}
          />
        ) : (
          <p className="yc-muted">{t('staff.noAccount')}</p>
        )}
      </Card>
      <AccountChanges organisation={organisation} />
      {revealing && account ? (
        <RevealDialog title={r('reveal.account')} of={{ account: account.id }} onClose={() => setRevealing(false)} />
      ) : null}
    </>
  );
}

/** What to look at twice, and what was sent back the last time. */
function Checks({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisations');
  return (
    <Card title={t('staff.checks')}>
      {organisation.warnings.length > 0 ? (
        <ul className="app-notes">
          {organisation.warnings.map((warning) => (
            <li key={warning.pointer + warning.code} className="app-note">
              <Icon name="warning" />
              {faultText(warning)}
            </li>
          ))}
        </ul>
      ) : (
        <p className="yc-muted">{t('staff.noWarnings')}</p>
      )}
      {organisation.return_reasons.length > 0 ? (
        <>
          <p className="yc-strong">{t('staff.returned')}</p>
          <ul className="yc-list">
            {organisation.return_reasons.map((entry) => (
              <li key={entry.field}>
                {textOf(`organisations:staff.field.${entry.field}`) ?? entry.field}
                {t('common:colon')}
                {entry.reason}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  );
}

function Actions({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisations');
  const [reasons, setReasons] = useState<ReturnReasons>({});
  const [done, setDone] = useState<Done | null>(null);
  const path = { id: organisation.id };
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={organisation}
        machine="organisation"
        onDone={(event, answer) => {
          setReasons({});
          const after = (answer as { data?: OrganisationView } | undefined)?.data;
          setDone({
            title: eventLabel(event, 'organisation'),
            reference: organisation.uscc,
            at: after?.updated_at,
          });
        }}
        actions={{
          verify: {
            primary: true,
            confirm: t('staff.verifyText'),
            run: ({ headers }) => verifyOrganisation({ path, headers }),
          },
          return: {
            confirm: t('staff.returnText'),
            fields: <ReturnFields reasons={reasons} onChange={setReasons} />,
            ready: reasonsComplete(reasons),
            run: ({ headers }) => returnOrganisation({ path, headers, body: { reasons: reasonList(reasons) } }),
          },
          reject: {
            danger: true,
            reason: 'required',
            confirm: t('staff.rejectText'),
            run: ({ headers, reason }) => rejectOrganisation({ path, headers, body: { reason } }),
          },
          suspend: {
            danger: true,
            reason: 'required',
            confirm: t('staff.suspendText'),
            run: ({ headers, reason }) => suspendOrganisation({ path, headers, body: { reason } }),
          },
          reinstate: {
            confirm: t('staff.reinstateText'),
            run: ({ headers }) => reinstateOrganisation({ path, headers }),
          },
          deregister: {
            danger: true,
            reason: 'required',
            confirm: t('staff.deregisterText'),
            run: ({ headers, reason }) => deregisterOrganisation({ path, headers, body: { reason } }),
          },
        }}
      />
    </>
  );
}
