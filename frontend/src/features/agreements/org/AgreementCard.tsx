import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PdfButton } from '@/components/app/PdfButton';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import { useSession } from '@/lib/session';
import { type AgreementView, agreementOptions, getAgreementPdf, signAgreement } from './api';
import { fingerprintFits, readAgreement } from './fingerprint';

/** The agreement of a project as the organisation reads and signs it. */
export function AgreementCard({ id }: { id: string | undefined }) {
  const { t } = useTranslation('agreements');
  const query = useQuery({ ...agreementOptions(id ?? ''), enabled: id !== undefined });
  return (
    <Card
      title={t('own.title')}
      id="agreement"
      extra={
        query.data ? (
          <>
            <StatusTag machine="agreement" state={query.data.state} />
            <PdfButton run={(options) => getAgreementPdf({ path: { id: query.data.id }, ...options })} />
          </>
        ) : null
      }
    >
      {id === undefined ? (
        <EmptyState title={t('own.none')} text={t('own.noneHint')} />
      ) : query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Agreement agreement={query.data} />
      )}
    </Card>
  );
}

function Agreement({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation('agreements');
  const { user } = useSession();
  const [done, setDone] = useState<Done | null>(null);
  const [name, setName] = useState('');
  const [read, setRead] = useState(false);
  const nameId = useId();
  return (
    <>
      <DoneNotice done={done} />
      <AgreementDocument agreement={agreement} />
      <ActionBar
        resource={agreement}
        machine="agreement"
        actions={{
          sign: {
            primary: true,
            label: t('own.sign'),
            ready: read && name.trim().length >= 2,
            confirm: (
              <>
                <p>{t('own.signText', { organisation: agreement.organisation.name })}</p>
                <p>
                  {t('own.amount')}
                  {t('common:colon')}
                  <Money value={agreement.amount} strong upper />
                </p>
                <p className="yc-muted">
                  {t('own.hash')}
                  {t('common:colon')}
                  <code className="app-mono">{agreement.document_sha256}</code>
                </p>
              </>
            ),
            fields: (
              <>
                <div className="app-field">
                  <label htmlFor={nameId}>{t('own.signedName')}</label>
                  <p id={`${nameId}-hint`} className="yc-muted">
                    {t('own.signedNameHint', { name: user.name })}
                  </p>
                  <Input
                    id={nameId}
                    value={name}
                    maxLength={60}
                    autoComplete="off"
                    aria-describedby={`${nameId}-hint`}
                    onChange={(event) => setName(event.target.value)}
                  />
                </div>
                <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
                  {t('own.read')}
                </Checkbox>
              </>
            ),
            run: ({ headers }) =>
              signAgreement(
                agreement.id,
                { signed_name: name.trim(), document_sha256: agreement.document_sha256 },
                headers,
              ),
          },
        }}
        onDone={(event, answer) => {
          const signed = answer as AgreementView | undefined;
          setDone({
            title: eventLabel(event, 'agreement'),
            reference: agreement.number,
            at: signed?.signatures.find((entry) => entry.party === 'grantee')?.signed_at,
            text: signed?.state === 'signed' ? t('own.concluded') : t('own.waiting'),
          });
        }}
      />
      <Signatures agreement={agreement} />
    </>
  );
}

function AgreementDocument({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation('agreements');
  const [fits, setFits] = useState<boolean | undefined>();
  useEffect(() => {
    let alive = true;
    void fingerprintFits(agreement.document, agreement.document_sha256).then((answer) => {
      if (alive) setFits(answer);
    });
    return () => {
      alive = false;
    };
  }, [agreement.document, agreement.document_sha256]);
  const text = readAgreement(agreement.document);
  return (
    <article className="app-agreement" aria-label={t('own.document')}>
      <p className="app-agreement__title">{t('own.heading')}</p>
      <p className="app-agreement__number">{agreement.number}</p>
      <Descriptions
        items={[
          { label: t('own.funder'), value: text.funder?.name },
          { label: t('own.grantee'), value: text.grantee?.name ?? agreement.organisation.name },
          { label: t('own.uscc'), value: text.grantee?.uscc },
          { label: t('own.legal'), value: text.grantee?.legal_representative },
          {
            label: t('own.call'),
            value: text.call ? `${text.call.title}（${text.call.number}）` : undefined,
            wide: true,
          },
          { label: t('own.project'), value: `${agreement.project.title}（${agreement.project.number}）`, wide: true },
          {
            label: t('own.period'),
            value: (
              <>
                <DateTime value={agreement.starts_on} format="long" /> –{' '}
                <DateTime value={agreement.ends_on} format="long" />
              </>
            ),
            wide: true,
          },
          { label: t('own.amount'), value: <Money value={agreement.amount} strong upper />, wide: true },
        ]}
      />
      <PlainTable
        caption={t('own.plan')}
        captionVisible
        totalLabel={t('common:money.total')}
        rows={agreement.tranche_plan}
        rowKey={(row) => String(row.seq)}
        columns={[
          { key: 'seq', title: t('own.tranche'), primary: true, render: (row) => t('own.nth', { seq: row.seq }) },
          { key: 'gate', title: t('own.gate'), render: (row) => enumLabel('gate', row.gate) },
          { key: 'due', title: t('own.due'), render: (row) => t('own.workingDays', { count: row.due_working_days }) },
          { key: 'share', title: t('own.share'), align: 'right', render: (row) => formatBp(row.share_bp) },
          {
            key: 'amount',
            title: t('own.trancheAmount'),
            align: 'right',
            render: (row) => <Money value={row.amount} upper />,
            total: <Money value={agreement.amount} strong />,
          },
        ]}
      />
      <p className="yc-muted">
        {t('own.hash')}
        {t('common:colon')}
        <code className="app-mono">{agreement.document_sha256}</code>
      </p>
      {fits === undefined ? null : (
        <p className={fits ? 'yc-muted' : 'yc-note yc-note--danger'}>
          <Icon name={fits ? 'shield' : 'warning'} /> {t(fits ? 'own.hashFits' : 'own.hashDiffers')}
        </p>
      )}
    </article>
  );
}

function Signatures({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation('agreements');
  return (
    <PlainTable
      caption={t('own.signatures')}
      captionVisible
      rows={(['grantee', 'funder'] as const).map((party) => ({
        party,
        signature: agreement.signatures.find((entry) => entry.party === party),
      }))}
      rowKey={(row) => row.party}
      columns={[
        { key: 'party', title: t('own.party'), primary: true, render: (row) => t(`own.${row.party}`) },
        { key: 'name', title: t('own.signedBy'), render: (row) => row.signature?.signed_name ?? t('own.unsigned') },
        {
          key: 'at',
          title: t('own.signedAt'),
          nowrap: true,
          render: (row) => <DateTime value={row.signature?.signed_at} format="seconds" />,
        },
      ]}
    />
  );
}
