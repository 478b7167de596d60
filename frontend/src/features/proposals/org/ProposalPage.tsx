import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { AnsweredNeeds } from '@/components/app/AnsweredNeeds';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { PdfButton } from '@/components/app/PdfButton';
import { ProposalDocument } from '@/components/app/ProposalDocument';
import { titledFiles } from '@/components/app/ProposalFiles';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel, stateLabel } from '@/lib/labels';
import { schemeOf } from '@/lib/scheme';
import { type Asked, ownForm, partLabel } from '../lib/parts';
import {
  answersOptions,
  applicantOptions,
  attachmentsOptions,
  getProposalPdf,
  type ProposalView,
  proposalOptions,
  schemeCallOptions,
  withdrawProposal,
} from './api';
import { CopyButton } from './CopyDialog';
import { deadlineOf } from './deadline';
import { sectionOf } from './draft';
import { FeedbackCard } from './FeedbackCard';
import type { Place } from './filter';
import { ProposalEditor } from './ProposalEditor';
import { SignatureNote } from './SignPage';

/** One proposal of one's own organisation: the editor while it may be written, otherwise what became of it. */
export function ProposalPage({
  id,
  section,
  focus,
}: {
  id: string;
  section: Place | undefined;
  focus: string | undefined;
}) {
  const { t } = useTranslation('proposals');
  const { data: proposal } = useSuspenseQuery(proposalOptions(id));
  const { data: answers } = useSuspenseQuery(answersOptions(id));
  const { data: call } = useQuery(schemeCallOptions(proposal.call.id));
  const { data: organisation } = useQuery(applicantOptions(proposal.organisation.id));
  const { data: files } = useQuery(attachmentsOptions(id));
  const [done, setDone] = useState<Done | null>(null);
  const scheme = call ? schemeOf(call) : undefined;
  const withdraw = {
    withdraw: {
      danger: true,
      reason: 'required' as const,
      confirm: t('withdraw.text'),
      run: ({ headers, reason }: { headers: { 'If-Match': string; 'Idempotency-Key': string }; reason: string }) =>
        withdrawProposal(id, reason, headers),
    },
  };
  return (
    <>
      <PageHeader
        title={proposal.title || t('document.untitled')}
        crumbs={[{ label: t('list.title'), to: '/app/org/proposals' }]}
        tags={<StatusTag machine="proposal" state={proposal.state} />}
        meta={`${proposal.number} · ${proposal.call.title}`}
        extra={
          proposal.editable ? (
            <>
              <Countdown to={deadlineOf(proposal)} />
              <PdfButton run={(options) => getProposalPdf({ path: { id }, ...options })} />
            </>
          ) : (
            <>
              <CopyButton proposal={proposal} />
              <PdfButton run={(options) => getProposalPdf({ path: { id }, ...options })} />
              <PrintButton />
            </>
          )
        }
      />
      <DoneNotice done={done} />
      <Banner proposal={proposal} asked={{ documents: files?.required ?? [], form: ownForm(answers) }} />
      {proposal.editable ? <SignatureNote proposal={proposal} /> : null}
      {proposal.editable ? (
        <ProposalEditor
          key={id}
          proposal={proposal}
          scheme={scheme}
          filedGroup={organisation?.kind === 'filed_group'}
          place={section}
          focus={focus}
        />
      ) : (
        <>
          <Outcome proposal={proposal} />
          <FeedbackCard id={id} />
          <Card title={t('document.title')}>
            <ProposalDocument
              proposal={proposal}
              scheme={scheme}
              answers={answers}
              files={files && titledFiles(files.items, files.required)}
            />
          </Card>
          <AnsweredNeeds proposal={id} />
          <PrintFooter reference={proposal.number} />
        </>
      )}
      {!proposal.editable || section === undefined ? (
        <ActionBar
          resource={proposal}
          machine="proposal"
          actions={withdraw}
          onDone={(event) => setDone({ title: eventLabel(event, 'proposal'), reference: proposal.number })}
        />
      ) : null}
    </>
  );
}

/** What the organisation must know before anything else: a correction, a missed deadline, a refusal. */
function Banner({ proposal, asked }: { proposal: ProposalView; asked: Asked }) {
  const { t } = useTranslation('proposals');
  const { screening, state } = proposal;
  if (state === 'correction_requested') {
    return (
      <div className="yc-note yc-note--warning app-banner">
        <Icon name="warning" />
        <div>
          <p className="app-banner__title">{t('banner.correction')}</p>
          <p className="app-banner__text">{screening.correction_reason}</p>
          {screening.correction_parts.length > 0 ? (
            <ul className="app-plainlist">
              {screening.correction_parts.map((part) => {
                const section = sectionOf(part.pointer);
                const name = partLabel(part.pointer, t, asked);
                return (
                  <li key={part.pointer}>
                    {section ? (
                      <Link
                        to="/app/org/proposals/$id"
                        params={{ id: proposal.id }}
                        search={{ section, focus: part.pointer }}
                        className="yc-link"
                      >
                        {name}
                      </Link>
                    ) : (
                      name
                    )}
                    {part.remark ? `${t('common:colon')}${part.remark}` : ''}
                  </li>
                );
              })}
            </ul>
          ) : null}
          <p>
            {t('banner.correctionDue')}
            {t('common:colon')}
            <DateTime value={deadlineOf(proposal)} format="deadline" />
          </p>
        </div>
      </div>
    );
  }
  if (state === 'ineligible' && screening.reason) {
    return (
      <div className="yc-note yc-note--danger app-banner">
        <Icon name="crossCircle" />
        <div>
          <p className="app-banner__title">{stateLabel('proposal', state)}</p>
          <p className="app-banner__text">{screening.reason}</p>
          {screening.failed_rules.length > 0 ? (
            <p>
              {t('banner.failedRules')}
              {t('common:colon')}
              {screening.failed_rules.join(t('common:comma'))}
            </p>
          ) : null}
        </div>
      </div>
    );
  }
  if (state === 'draft' && !proposal.editable) {
    return (
      <div className="yc-note yc-note--warning app-banner">
        <Icon name="lock" />
        <p>{t('banner.locked')}</p>
      </div>
    );
  }
  return null;
}

function Outcome({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const { snapshot, screening } = proposal;
  return (
    <Card
      title={t('outcome.title')}
      extra={
        snapshot ? (
          <Link to="/app/org/proposals/$id/receipt" params={{ id: proposal.id }} className="yc-link">
            {t('receipt.open')}
          </Link>
        ) : null
      }
    >
      <Descriptions
        items={[
          { label: t('outcome.state'), value: <StatusTag machine="proposal" state={proposal.state} /> },
          { label: t('outcome.submitted'), value: <DateTime value={snapshot?.submitted_at} format="seconds" /> },
          { label: t('document.requested'), value: <Money value={proposal.requested} strong /> },
          { label: t('document.matching'), value: <Money value={proposal.matching} /> },
          ...(proposal.recommended
            ? [{ label: t('outcome.recommended'), value: <Money value={proposal.recommended} /> }]
            : []),
          ...(proposal.approved
            ? [{ label: t('outcome.approved'), value: <Money value={proposal.approved} strong /> }]
            : []),
          ...(screening.decided_at
            ? [{ label: t('outcome.screened'), value: <DateTime value={screening.decided_at} /> }]
            : []),
        ]}
      />
    </Card>
  );
}
