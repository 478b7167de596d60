import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import {
  confirmDonation,
  type DonationView,
  donationOptions,
  handOutDonation,
  rejectDonation,
  withdrawDonation,
} from './api';
import { HandoutFields, nothingHandedOut } from './HandoutFields';

/** One donation: what was given, who confirmed it, and what became of goods. */
export function DonationPage({ id }: { id: string }) {
  const { t } = useTranslation('donations');
  const { data: donation } = useSuspenseQuery(donationOptions(id));
  const goods = donation.kind === 'in_kind';
  return (
    <>
      <PageHeader
        title={`${donation.number} ${donation.donor_name}`}
        crumbs={[{ label: t('title'), to: '/app/finance/donations' }]}
        tags={
          <>
            <StatusTag machine="donation" state={donation.state} />
            {donation.anonymous ? <Tag tone="waiting" icon="ban" text={t('anonymousMark')} /> : null}
          </>
        }
        meta={donation.fund.name}
        extra={<PrintButton />}
      />
      <Actions donation={donation} />
      <Card title={t('donation')}>
        <Descriptions
          items={[
            {
              label: goods ? t('field.value') : t('amount'),
              value: <Money value={donation.amount} strong upper />,
              wide: true,
            },
            { label: t('kind'), value: enumLabel('donation_kind', donation.kind) },
            { label: t('field.donor_kind'), value: enumLabel('donor_kind', donation.donor_kind) },
            ...(donation.donor_uscc ? [{ label: t('uscc'), value: donation.donor_uscc }] : []),
            ...(donation.goods ? [{ label: t('field.goods'), value: donation.goods, wide: true }] : []),
            ...(donation.value_basis
              ? [{ label: t('field.value_basis'), value: enumLabel('value_basis', donation.value_basis) }]
              : []),
            { label: t('purpose'), value: donation.purpose ?? t('undirected') },
            ...(donation.naming
              ? [
                  {
                    label: t('naming'),
                    value: (
                      <>
                        {donation.naming} ({t('until')} <DateTime value={donation.naming_until} format="date" />)
                      </>
                    ),
                  },
                ]
              : []),
            { label: t('received'), value: <DateTime value={donation.received_on} format="long" /> },
            { label: t('receipt'), value: donation.receipt_no ?? '—' },
            { label: t('enteredBy'), value: donation.created_by.name },
            {
              label: t('confirmedBy'),
              value: donation.confirmed_by ? (
                <>
                  {donation.confirmed_by.name} <DateTime value={donation.confirmed_at} />
                </>
              ) : (
                '—'
              ),
            },
            ...(donation.remark ? [{ label: t('remark'), value: donation.remark, wide: true }] : []),
            ...(donation.refusal ? [{ label: t('refusal'), value: donation.refusal, wide: true }] : []),
          ]}
        />
        <p className="yc-no-print">
          <Link to="/community-funds/$id" params={{ id: donation.fund.id }} className="yc-link">
            {t('publicPage')}
          </Link>
        </p>
      </Card>
      {goods && donation.state === 'confirmed' ? <Handouts donation={donation} /> : null}
      <PrintFooter reference={donation.number} />
    </>
  );
}

function Handouts({ donation }: { donation: DonationView }) {
  const { t } = useTranslation('donations');
  return (
    <Card
      title={t('handouts', { handedOut: formatMoney(donation.handed_out), value: formatMoney(donation.amount) })}
      flush
    >
      <DataTable
        caption={t('handoutList')}
        rows={donation.handouts}
        rowKey={(row) => row.id}
        empty={{ title: t('noHandouts'), text: t('noHandoutsHint') }}
        columns={[
          { key: 'recipient', title: t('recipient'), primary: true, render: (row) => row.recipient },
          { key: 'goods', title: t('field.goods'), render: (row) => row.goods },
          { key: 'value', title: t('field.value'), align: 'right', render: (row) => <Money value={row.value} /> },
          {
            key: 'day',
            title: t('handedOutOn'),
            nowrap: true,
            render: (row) => <DateTime value={row.handed_out_on} format="date" />,
          },
        ]}
      />
    </Card>
  );
}

function Actions({ donation }: { donation: DonationView }) {
  const { t } = useTranslation('donations');
  const [done, setDone] = useState<Done | null>(null);
  const [handout, setHandout] = useState(nothingHandedOut);
  const path = { id: donation.id };
  const confirm = (event: 'confirm' | 'reject' | 'withdraw' | 'hand_out') => <p>{t(`confirm.${event}`)}</p>;
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={donation}
        machine="donation"
        onDone={(event, answer) => {
          const after = (answer as { data?: DonationView } | undefined)?.data;
          setDone({ title: eventLabel(event, 'donation'), reference: donation.number, at: after?.updated_at });
          setHandout(nothingHandedOut);
        }}
        actions={{
          confirm: {
            primary: true,
            confirm: (
              <>
                {confirm('confirm')}
                <Money value={donation.amount} strong upper />
              </>
            ),
            run: ({ headers }) => confirmDonation({ path, headers }),
          },
          hand_out: {
            primary: true,
            confirm: confirm('hand_out'),
            fields: <HandoutFields value={handout} onChange={setHandout} />,
            ready: Boolean(
              handout.recipient.trim() && handout.goods.trim() && handout.value.trim() && handout.handed_out_on,
            ),
            run: ({ headers }) => handOutDonation({ path, headers, body: handout }),
          },
          reject: {
            danger: true,
            reason: 'required',
            confirm: confirm('reject'),
            run: ({ headers, reason }) => rejectDonation({ path, headers, body: { reason } }),
          },
          withdraw: {
            danger: true,
            reason: 'required',
            confirm: confirm('withdraw'),
            run: ({ headers, reason }) => withdrawDonation({ path, headers, body: { reason } }),
          },
        }}
      />
    </>
  );
}
