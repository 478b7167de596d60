import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PdfButton } from '@/components/app/PdfButton';
import { Money } from '@/components/base/Money';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { useSession } from '@/lib/session';
import { AgreementDocument, Signatures } from '../components/AgreementDocument';
import { type AgreementView, agreementOptions, getAgreementPdf, signAgreement } from './api';

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
                  {t('text.amount')}
                  {t('common:colon')}
                  <Money value={agreement.amount} strong upper />
                </p>
                <p className="yc-muted">
                  {t('text.hash')}
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
