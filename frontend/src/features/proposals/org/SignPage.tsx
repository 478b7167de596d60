import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { ProposalDocument } from '@/components/app/ProposalDocument';
import { titledFiles } from '@/components/app/ProposalFiles';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { PrintFooter } from '@/components/base/PrintButton';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { schemeOf } from '@/lib/scheme';
import { useSession } from '@/lib/session';
import {
  askSignature,
  attachmentsOptions,
  type ProposalView,
  proposalOptions,
  returnToWriters,
  schemeCallOptions,
  signProposal,
} from './api';
import { deadlineOf } from './deadline';

/** What the legal representative signs: the proposal as it is, its fingerprint, and the two answers. */
export function SignPage({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const { data: proposal } = useSuspenseQuery(proposalOptions(id));
  const { data: call } = useQuery(schemeCallOptions(proposal.call.id));
  const { data: files } = useQuery(attachmentsOptions(id));
  return (
    <>
      <PageHeader
        title={t('sign.title')}
        crumbs={[
          { label: t('list.title'), to: '/app/org/proposals' },
          { label: proposal.title || t('document.untitled'), to: '/app/org/proposals/$id', params: { id } },
        ]}
        tags={<StatusTag machine="proposal" state={proposal.state} />}
        meta={`${proposal.number} · ${proposal.call.title}`}
        extra={proposal.editable ? <Countdown to={deadlineOf(proposal)} /> : undefined}
      />
      <SignatureCard proposal={proposal} />
      <Card title={t('document.title')}>
        <ProposalDocument
          proposal={proposal}
          scheme={call ? schemeOf(call) : undefined}
          files={
            files &&
            titledFiles(
              files.items.filter((one) => !one.unused),
              files.required,
            )
          }
        />
      </Card>
      <PrintFooter reference={proposal.number} />
    </>
  );
}

function SignatureCard({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const { user } = useSession();
  const nameId = useId();
  const [name, setName] = useState(user.name);
  const [read, setRead] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const { signature } = proposal;
  if (!signature) return null;
  return (
    <Card title={t('sign.state')}>
      <DoneNotice done={done} />
      <SignatureNote proposal={proposal} plain />
      <Descriptions
        items={[
          { label: t('sign.askedBy'), value: signature.asked_by?.name },
          { label: t('sign.askedAt'), value: signature.asked_at ? <DateTime value={signature.asked_at} /> : null },
          { label: t('sign.answeredBy'), value: signature.signed_name ?? signature.answered_by?.name },
          {
            label: t('sign.answeredAt'),
            value: signature.answered_at ? <DateTime value={signature.answered_at} format="seconds" /> : null,
          },
          { label: t('sign.hash'), value: <code className="app-hash">{signature.content_sha256}</code>, wide: true },
        ]}
      />
      <p className="yc-muted">{t('sign.hashHint')}</p>
      <ActionBar
        resource={proposal}
        machine="proposal"
        onDone={(event) => setDone({ title: eventLabel(event, 'proposal'), reference: proposal.number })}
        actions={{
          ask_signature: {
            confirm: t('sign.askText'),
            run: ({ headers }) => askSignature(proposal.id, headers),
          },
          sign: {
            primary: true,
            ready: read && name.trim().length >= 2,
            confirm: t('sign.signText', { organisation: proposal.organisation.name }),
            fields: (
              <>
                <p className="yc-muted">
                  {t('sign.hash')}
                  {t('common:colon')}
                  <code className="app-hash">{signature.content_sha256}</code>
                </p>
                <div className="app-field">
                  <label htmlFor={nameId}>{t('sign.name')}</label>
                  <Input
                    id={nameId}
                    value={name}
                    maxLength={60}
                    autoComplete="off"
                    onChange={(event) => setName(event.target.value)}
                  />
                </div>
                <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
                  {t('sign.read')}
                </Checkbox>
              </>
            ),
            run: ({ headers }) =>
              signProposal(
                proposal.id,
                { signed_name: name.trim(), document_sha256: signature.content_sha256 },
                headers,
              ),
          },
          return_to_writers: {
            reason: 'required',
            confirm: t('sign.returnText'),
            run: ({ headers, reason }) => returnToWriters(proposal.id, reason, headers),
          },
        }}
      />
    </Card>
  );
}

/** Where the signature stands, in a sentence; nothing where the scheme asks for none. */
export function SignatureNote({ proposal, plain = false }: { proposal: ProposalView; plain?: boolean }) {
  const { t } = useTranslation('proposals');
  const { signature } = proposal;
  if (!signature || signature.required === 'none') return null;
  const state = (['none', 'asked', 'signed', 'returned', 'void'] as const).find((one) => one === signature.state);
  const wants = state === 'returned' || state === 'void';
  return (
    <div className={wants ? 'yc-note yc-note--warning app-banner' : 'yc-note app-banner'}>
      <Icon name={state === 'signed' ? 'checkCircle' : wants ? 'warning' : 'pencil'} />
      <div>
        <p className="app-banner__title">{t(`sign.is.${state ?? 'none'}`)}</p>
        {signature.remark && state === 'returned' ? <p className="app-banner__text">{signature.remark}</p> : null}
        {plain ? null : (
          <Link to="/app/org/proposals/$id/sign" params={{ id: proposal.id }} className="yc-link">
            {t('sign.open')}
          </Link>
        )}
      </div>
    </div>
  );
}
