import { useEffect, useState } from 'react';
import type { AgreementView } from '@/api/gen/types.gen';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import { fingerprintFits, readAgreement } from '../lib/fingerprint';
import '@/styles/projects.css';

/** What is signed, for reading; whether it fits its fingerprint is computed on this device. */
export function AgreementDocument({ agreement }: { agreement: AgreementView }) {
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
    <article className="app-agreement" aria-label={t('text.document')}>
      <p className="app-agreement__title">{t('text.heading')}</p>
      <p className="app-agreement__number">{agreement.number}</p>
      <Descriptions
        items={[
          { label: t('text.funder'), value: text.funder?.name },
          { label: t('text.grantee'), value: text.grantee?.name ?? agreement.organisation.name },
          { label: t('text.uscc'), value: text.grantee?.uscc },
          { label: t('text.legal'), value: text.grantee?.legal_representative },
          {
            label: t('text.call'),
            value: text.call ? `${text.call.title}（${text.call.number}）` : undefined,
            wide: true,
          },
          { label: t('text.project'), value: `${agreement.project.title}（${agreement.project.number}）`, wide: true },
          {
            label: t('text.period'),
            value: (
              <>
                <DateTime value={agreement.starts_on} format="long" /> –{' '}
                <DateTime value={agreement.ends_on} format="long" />
              </>
            ),
            wide: true,
          },
          { label: t('text.amount'), value: <Money value={agreement.amount} strong upper />, wide: true },
        ]}
      />
      <PlainTable
        caption={t('text.plan')}
        captionVisible
        totalLabel={t('common:money.total')}
        rows={agreement.tranche_plan}
        rowKey={(row) => String(row.seq)}
        columns={[
          { key: 'seq', title: t('text.tranche'), primary: true, render: (row) => t('text.nth', { seq: row.seq }) },
          { key: 'gate', title: t('text.gate'), render: (row) => enumLabel('gate', row.gate) },
          { key: 'due', title: t('text.due'), render: (row) => t('text.workingDays', { count: row.due_working_days }) },
          { key: 'share', title: t('text.share'), align: 'right', render: (row) => formatBp(row.share_bp) },
          {
            key: 'amount',
            title: t('text.trancheAmount'),
            align: 'right',
            render: (row) => <Money value={row.amount} upper />,
            total: <Money value={agreement.amount} strong />,
          },
        ]}
      />
      <p className="yc-muted">
        {t('text.hash')}
        {t('common:colon')}
        <code className="app-mono">{agreement.document_sha256}</code>
      </p>
      {fits === undefined ? null : (
        <p className={fits ? 'yc-muted' : 'yc-note yc-note--danger'}>
          <Icon name={fits ? 'shield' : 'warning'} /> {t(fits ? 'text.hashFits' : 'text.hashDiffers')}
        </p>
      )}
    </article>
  );
}

/** Who has signed, and who has not. */
export function Signatures({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation('agreements');
  return (
    <PlainTable
      caption={t('text.signatures')}
      captionVisible
      rows={(['grantee', 'funder'] as const).map((party) => ({
        party,
        signature: agreement.signatures.find((entry) => entry.party === party),
      }))}
      rowKey={(row) => row.party}
      columns={[
        { key: 'party', title: t('text.party'), primary: true, render: (row) => t(`text.${row.party}`) },
        { key: 'name', title: t('text.signedBy'), render: (row) => row.signature?.signed_name ?? t('text.unsigned') },
        {
          key: 'at',
          title: t('text.signedAt'),
          nowrap: true,
          render: (row) => <DateTime value={row.signature?.signed_at} format="seconds" />,
        },
      ]}
    />
  );
}
