import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { exportJournals } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { ErrorState, LoadingState } from '@/components/base/States';
import { Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { problemText } from '@/lib/labels';
import {
  type AccountBalanceView,
  type IdentityView,
  type JournalView,
  journalsOptions,
  saveBeancount,
  trialBalanceOptions,
} from '../api';

export function LedgerPage({ filter }: { filter: { allotment_id?: string | undefined } }) {
  const { t } = useTranslation('funds');
  const { message } = App.useApp();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      await saveBeancount('yichuang.beancount');
    } catch (cause) {
      void message.error(problemText(cause));
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <PageHeader
        title={t('ledger.title')}
        meta={t('ledger.lead')}
        extra={
          <Button onClick={() => void save()} loading={saving} icon={<Icon name="download" />}>
            {t('ledger.beancount')}
          </Button>
        }
      />
      <TrialBalance />
      <Journals filter={filter} />
    </>
  );
}

function TrialBalance() {
  const { t } = useTranslation('funds');
  const query = useQuery(trialBalanceOptions());
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { accounts, identities, by_allotment } = query.data;
  const broken = identities.filter((identity) => !identity.holds);
  return (
    <>
      <Card
        title={t('ledger.identities')}
        flush
        extra={
          broken.length > 0 ? (
            <Tag tone="danger" icon="warning" text={t('ledger.broken', { count: broken.length })} />
          ) : (
            <Tag tone="success" icon="checkCircle" text={t('ledger.allHold', { count: identities.length })} />
          )
        }
      >
        <Identities identities={identities} />
      </Card>
      <Card title={t('ledger.trialBalance')} flush>
        <Accounts accounts={accounts} caption={t('ledger.trialBalance')} />
      </Card>
      {by_allotment.length > 1
        ? by_allotment.map((entry) => (
            <Card
              key={entry.allotment_id}
              title={`${entry.fund_name} · ${entry.fiscal_year} · ${entry.budget_line}`}
              flush
            >
              <Accounts accounts={entry.accounts} caption={`${entry.fund_name} ${entry.budget_line}`} />
            </Card>
          ))
        : null}
    </>
  );
}

function Identities({ identities }: { identities: IdentityView[] }) {
  const { t } = useTranslation('funds');
  // Identities over everything first, each allotment's own below.
  const rows = [...identities].sort((a, b) => Number(Boolean(a.allotment_id)) - Number(Boolean(b.allotment_id)));
  return (
    <DataTable
      caption={t('ledger.identities')}
      rows={rows}
      rowKey={(row) => `${row.code}${row.allotment_id ?? ''}`}
      rowTone={(row) => (row.holds ? undefined : 'danger')}
      empty={{ title: t('ledger.noIdentities') }}
      columns={[
        {
          key: 'name',
          title: t('ledger.identity'),
          primary: true,
          render: (row) => (
            <>
              {row.name} <span className="yc-muted">{row.code}</span>
            </>
          ),
        },
        {
          key: 'scope',
          title: t('ledger.scope'),
          render: (row) => (row.allotment_id ? t('ledger.oneAllotment') : t('ledger.overall')),
        },
        { key: 'left', title: t('ledger.left'), align: 'right', render: (row) => <Money value={row.left} /> },
        { key: 'right', title: t('ledger.right'), align: 'right', render: (row) => <Money value={row.right} /> },
        {
          key: 'holds',
          title: t('ledger.result'),
          nowrap: true,
          render: (row) =>
            row.holds ? (
              <Tag tone="success" icon="checkCircle" text={t('ledger.holds')} />
            ) : (
              <Tag tone="danger" icon="crossCircle" text={t('ledger.fails')} />
            ),
        },
      ]}
    />
  );
}

function Accounts({ accounts, caption }: { accounts: AccountBalanceView[]; caption: string }) {
  const { t } = useTranslation('funds');
  return (
    <DataTable
      caption={caption}
      rows={accounts}
      rowKey={(row) => row.code}
      empty={{ title: t('ledger.noAccounts') }}
      columns={[
        { key: 'code', title: t('ledger.code'), nowrap: true, render: (row) => row.code },
        { key: 'name', title: t('ledger.account'), primary: true, render: (row) => row.name },
        {
          key: 'layer',
          title: t('ledger.layer'),
          render: (row) => textOf(`funds:ledger.layers.${row.layer}`) ?? row.layer,
        },
        { key: 'balance', title: t('ledger.balance'), align: 'right', render: (row) => <Money value={row.balance} /> },
      ]}
    />
  );
}

function Journals({ filter }: { filter: { allotment_id?: string | undefined } }) {
  const { t } = useTranslation('funds');
  const query = useInfiniteQuery(journalsOptions(filter));
  const { data: trial } = useQuery(trialBalanceOptions());
  const allotments = trial?.by_allotment ?? [];
  return (
    <>
      <div className="app-home__section app-sectionhead">
        <h2>{t('ledger.journals')}</h2>
        <ExportButton run={exportJournals} filter={filter} />
      </div>
      {allotments.length > 1 ? (
        <FilterBar>
          <FilterChips
            name="allotment_id"
            label={t('ledger.allotment')}
            value={filter.allotment_id}
            options={[
              { value: undefined, label: t('common:all') },
              ...allotments.map((entry) => ({
                value: entry.allotment_id,
                label: `${entry.fund_name} ${entry.fiscal_year}`,
              })),
            ]}
          />
        </FilterBar>
      ) : null}
      <Card flush>
        <DataTable
          caption={t('ledger.journals')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          detail={(row) => <Postings journal={row} />}
          columns={[
            {
              key: 'event',
              title: t('ledger.event'),
              primary: true,
              render: (row) => (
                <>
                  {row.event_name} <span className="yc-muted">{row.event}</span>
                  {row.reverses_id ? <Tag tone="waiting" icon="back" text={t('ledger.reversal')} /> : null}
                </>
              ),
            },
            { key: 'memo', title: t('ledger.memo'), render: (row) => row.memo },
            {
              key: 'date',
              title: t('ledger.bizDate'),
              nowrap: true,
              render: (row) => <DateTime value={row.biz_date} format="date" />,
            },
            {
              key: 'created',
              title: t('ledger.createdAt'),
              nowrap: true,
              render: (row) => <DateTime value={row.created_at} format="seconds" />,
            },
          ]}
        />
      </Card>
    </>
  );
}

function Postings({ journal }: { journal: JournalView }) {
  const { t } = useTranslation('funds');
  return (
    <details className="app-details">
      <summary>
        {t('ledger.postings', { count: journal.postings.length })}
        <span className="yc-visually-hidden"> {journal.memo}</span>
      </summary>
      <PlainTable
        caption={t('ledger.postingsOf', { memo: journal.memo })}
        rows={journal.postings.map((posting, index) => ({ ...posting, index }))}
        rowKey={(posting) => String(posting.index)}
        columns={[
          {
            key: 'account',
            title: t('ledger.account'),
            primary: true,
            render: (posting) => `${posting.account} ${posting.account_name}`,
          },
          {
            key: 'debit',
            title: t('ledger.debit'),
            align: 'right',
            render: (posting) => (posting.amount.startsWith('-') ? '' : <Money value={posting.amount} />),
          },
          {
            key: 'credit',
            title: t('ledger.credit'),
            align: 'right',
            render: (posting) => (posting.amount.startsWith('-') ? <Money value={posting.amount.slice(1)} /> : ''),
          },
        ]}
      />
      <p className="yc-muted">
        {t('ledger.seal')} <span className="app-mono">{journal.sha256}</span>
      </p>
      <Link to="/app/finance/vouchers/$id" params={{ id: journal.id }} className="yc-link yc-no-print">
        {t('ledger.voucher')}
        <span className="yc-visually-hidden"> {journal.memo}</span>
      </Link>
    </details>
  );
}
