import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DateInput } from '@/components/app/DateInput';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { ProposalDocument } from '@/components/app/ProposalDocument';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { schemeOf } from '@/lib/scheme';
import { ruleRows } from '../lib/rules';
import {
  answersOptions,
  applicantOptions,
  callOfOptions,
  checkOptions,
  declareEligible,
  declareIneligible,
  type ProposalView,
  proposalOptions,
  requestCorrection,
} from './api';
import { RuleTable } from './RuleTable';

export function ScreeningPage({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const { data: proposal } = useSuspenseQuery(proposalOptions(id));
  const { data: call } = useSuspenseQuery(callOfOptions(proposal.call.id));
  const { data: answers } = useQuery({ ...answersOptions(id), enabled: !proposal.sealed });
  const scheme = schemeOf(call);
  return (
    <>
      <PageHeader
        title={proposal.sealed ? t('staff.sealedTitle') : proposal.title || t('staff.untitled')}
        crumbs={[
          { label: t('staff.title'), to: '/app/staff/proposals' },
          { label: proposal.call.title, to: '/app/staff/calls/$id/proposals', params: { id: proposal.call.id } },
        ]}
        tags={
          <>
            <StatusTag machine="proposal" state={proposal.state} />
            {proposal.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          </>
        }
        meta={
          <>
            {proposal.number} ·{' '}
            <Link to="/app/staff/organisations/$id" params={{ id: proposal.organisation.id }} className="yc-link">
              {proposal.organisation.name}
            </Link>
          </>
        }
        extra={proposal.sealed ? null : <PrintButton />}
      />
      <Actions proposal={proposal} />
      {proposal.sealed ? (
        <p className="app-note app-note--info">
          <Icon name="lock" />
          {t('staff.sealedText')}
        </p>
      ) : (
        <>
          <Check proposal={proposal} />
          <div className="app-columns">
            <Card title={t('staff.document')}>
              <ProposalDocument proposal={proposal} scheme={scheme} answers={answers} />
            </Card>
            <Screening proposal={proposal} />
          </div>
        </>
      )}
      <PrintFooter reference={proposal.number} />
    </>
  );
}

function Check({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const check = useQuery(checkOptions(proposal.id));
  const { data: organisation } = useQuery(applicantOptions(proposal.organisation.id));
  const { data: call } = useQuery(callOfOptions(proposal.call.id));
  const faults = check.data?.faults ?? [];
  const failing = faults.length;
  return (
    <Card
      title={t('staff.check')}
      flush
      extra={
        check.isSuccess ? (
          failing > 0 ? (
            <Tag tone="danger" icon="warning" text={t('staff.failing', { count: failing })} />
          ) : (
            <Tag tone="success" icon="checkCircle" text={t('staff.allHold')} />
          )
        ) : null
      }
    >
      {check.isPending || !call ? (
        <LoadingState />
      ) : check.isError ? (
        <ErrorState error={check.error} onRetry={() => void check.refetch()} />
      ) : (
        <RuleTable rows={ruleRows(proposal, schemeOf(call), organisation, faults)} />
      )}
    </Card>
  );
}

function Screening({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const { screening, snapshot } = proposal;
  return (
    <div>
      <Card title={t('staff.receipt')}>
        <Descriptions
          columns={1}
          items={[
            { label: t('staff.number'), value: snapshot?.number ?? proposal.number },
            {
              label: t('staff.submittedAt'),
              value: snapshot ? <DateTime value={snapshot.submitted_at} format="seconds" /> : null,
            },
            {
              label: t('staff.sha256'),
              value: snapshot ? <span className="app-mono">{snapshot.sha256}</span> : null,
            },
          ]}
        />
      </Card>
      <Card title={t('staff.screening')}>
        <Descriptions
          columns={1}
          items={[
            {
              label: t('staff.outcome'),
              value: screening.outcome ? (
                <StatusTag machine="proposal" state={screening.outcome} />
              ) : (
                t('staff.undecided')
              ),
            },
            { label: t('staff.decidedBy'), value: screening.decided_by?.name },
            {
              label: t('staff.decidedAt'),
              value: screening.decided_at ? <DateTime value={screening.decided_at} /> : null,
            },
            { label: t('staff.reason'), value: screening.reason },
            { label: t('staff.correctionReason'), value: screening.correction_reason },
            {
              label: t('staff.correctionDue'),
              value: screening.correction_due_on ? (
                <DateTime value={screening.correction_due_on} format="date" />
              ) : null,
            },
            { label: t('staff.corrections'), value: t('staff.figure.times', { count: proposal.corrections }) },
          ]}
        />
      </Card>
    </div>
  );
}

function Actions({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const [done, setDone] = useState<Done | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const path = { id: proposal.id };
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={proposal}
        machine="proposal"
        onDone={(event, answer) => {
          setDue(null);
          const after = (answer as { data?: ProposalView } | undefined)?.data;
          setDone({ title: eventLabel(event, 'proposal'), reference: proposal.number, at: after?.updated_at });
        }}
        actions={{
          declare_eligible: {
            primary: true,
            confirm: t('staff.eligibleText'),
            run: ({ headers }) => declareEligible({ path, headers }),
          },
          declare_ineligible: {
            danger: true,
            reason: 'required',
            confirm: t('staff.ineligibleText'),
            run: ({ headers, reason }) => declareIneligible({ path, headers, body: { reason } }),
          },
          request_correction: {
            reason: 'required',
            confirm: t('staff.correctionText'),
            fields: (
              <div className="app-field">
                <label htmlFor="correction-due">
                  {t('staff.correctionDue')} <span className="yc-muted">({t('common:optional')})</span>
                </label>
                <p id="correction-due-hint" className="yc-muted">
                  {t('staff.correctionDueHint')}
                </p>
                <DateInput id="correction-due" aria-describedby="correction-due-hint" value={due} onChange={setDue} />
              </div>
            ),
            run: ({ headers, reason }) =>
              requestCorrection({ path, headers, body: { reason, ...(due ? { due_on: due } : {}) } }),
          },
        }}
      />
    </>
  );
}
