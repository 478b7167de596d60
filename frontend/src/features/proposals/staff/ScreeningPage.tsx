import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { AnsweredNeeds } from '@/components/app/AnsweredNeeds';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { PdfButton } from '@/components/app/PdfButton';
import { ProposalDocument } from '@/components/app/ProposalDocument';
import { titledFiles } from '@/components/app/ProposalFiles';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { schemeOf } from '@/lib/scheme';
import { useSession } from '@/lib/session';
import { type Asked, ownForm, partLabel } from '../lib/parts';
import {
  answersOptions,
  attachmentsOptions,
  callOfOptions,
  declareEligible,
  declareIneligible,
  getProposalPdf,
  type ProposalView,
  proposalOptions,
  requestCorrection,
  screeningOptions,
} from './api';
import { CorrectionFields, correctionBody, NO_CORRECTION } from './CorrectionFields';
import { OpeningsCard } from './OpeningsCard';
import { RuleSummary, RuleTable } from './RuleTable';
import { ScreeningQueue } from './ScreeningQueue';
import { SimilarCard } from './SimilarCard';

export function ScreeningPage({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const { data: proposal } = useSuspenseQuery(proposalOptions(id));
  const { data: call } = useSuspenseQuery(callOfOptions(proposal.call.id));
  const { data: answers } = useQuery({ ...answersOptions(id), enabled: !proposal.sealed });
  const { data: files } = useQuery({ ...attachmentsOptions(id), enabled: !proposal.sealed });
  const scheme = schemeOf(call);
  const asked: Asked = { documents: files?.required ?? [], form: ownForm(answers) };
  const page = useRef<HTMLDivElement>(null);
  const { grants } = useSession().user;
  const holds = (...roles: string[]) => grants.some((grant) => roles.includes(grant.role));
  const programme = holds('programme_officer', 'programme_director', 'auditor');
  const auditor = holds('auditor');
  return (
    <div ref={page} tabIndex={-1} className="app-screening">
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
        extra={
          proposal.sealed ? null : (
            <>
              <PdfButton run={(options) => getProposalPdf({ path: { id }, ...options })} />
              <PrintButton />
            </>
          )
        }
      />
      {proposal.sealed || proposal.state === 'correction_requested' ? null : (
        <ScreeningQueue proposal={proposal} scope={page} />
      )}
      <Actions proposal={proposal} asked={asked} />
      {proposal.sealed ? (
        <p className="app-note app-note--info">
          <Icon name="lock" />
          {t('staff.sealedText')}
        </p>
      ) : (
        <>
          {programme ? <Check proposal={proposal} /> : null}
          <div className="app-columns">
            <Card title={t('staff.document')}>
              <ProposalDocument
                proposal={proposal}
                scheme={scheme}
                answers={answers}
                files={files && titledFiles(files.items, files.required)}
              />
            </Card>
            <Screening proposal={proposal} asked={asked} />
          </div>
          <AnsweredNeeds proposal={id} />
          <SimilarCard id={id} />
          {auditor ? <OpeningsCard id={id} /> : null}
        </>
      )}
      <PrintFooter reference={proposal.number} />
    </div>
  );
}

function Check({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const query = useQuery(screeningOptions(proposal.id));
  const screening = query.data;
  return (
    <>
      <Card title={t('staff.check')} flush extra={screening ? <RuleSummary rules={screening.rules} /> : null}>
        {query.isPending ? (
          <LoadingState />
        ) : query.isError || !screening ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <>
            {screening.kept ? <p className="app-note app-note--info">{t('staff.kept')}</p> : null}
            <RuleTable
              screening={screening}
              version={proposal.version}
              rules={screening.rules}
              caption={t('staff.check')}
            />
          </>
        )}
      </Card>
      {screening && screening.earlier.length > 0 && screening.round > 0 ? (
        <details className="app-earlier">
          <summary>{t('staff.earlier')}</summary>
          <Card title={t('staff.earlier')} flush>
            <RuleTable
              screening={screening}
              version={proposal.version}
              rules={screening.earlier}
              caption={t('staff.earlier')}
            />
          </Card>
        </details>
      ) : null}
    </>
  );
}

function Screening({ proposal, asked }: { proposal: ProposalView; asked: Asked }) {
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
              label: t('sign.signedBy'),
              value: proposal.signature?.signed_name ?? null,
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
            {
              label: t('correction.parts'),
              value:
                screening.correction_parts.length > 0 ? (
                  <ul className="app-plainlist">
                    {screening.correction_parts.map((part) => (
                      <li key={part.pointer}>
                        {partLabel(part.pointer, t, asked)}
                        {part.remark ? `${t('common:colon')}${part.remark}` : ''}
                      </li>
                    ))}
                  </ul>
                ) : null,
            },
            { label: t('staff.corrections'), value: t('staff.figure.times', { count: proposal.corrections }) },
          ]}
        />
      </Card>
    </div>
  );
}

function Actions({ proposal, asked }: { proposal: ProposalView; asked: Asked }) {
  const { t } = useTranslation('proposals');
  const [done, setDone] = useState<Done | null>(null);
  const [correction, setCorrection] = useState(NO_CORRECTION);
  const path = { id: proposal.id };
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={proposal}
        machine="proposal"
        onDone={(event, answer) => {
          setCorrection(NO_CORRECTION);
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
            fields: <CorrectionFields asked={asked} value={correction} onChange={setCorrection} />,
            run: ({ headers, reason }) =>
              requestCorrection({ path, headers, body: correctionBody(correction, reason) }),
          },
        }}
      />
    </>
  );
}
