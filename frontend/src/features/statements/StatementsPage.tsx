import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { ErrorState, LoadingState } from '@/components/base/States';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { AccountChoice } from './AccountChoice';
import {
  type BankLineView,
  type BankMatchesView,
  type BankMatchView,
  exportBankLines,
  exportBankStatements,
  matchBankLines,
  matchesOptions,
  releaseBankLine,
  settledLinesOptions,
  statementsOptions,
} from './api';
import { StatementImport } from './StatementImport';

/** Bank statements of one account: import, suggestions with their reasons, and what was accepted. */
export function StatementsPage({ fundId }: { fundId: string | undefined }) {
  const { t } = useTranslation('statements');
  return (
    <>
      <PageHeader title={t('title')} meta={t('lead')} />
      <AccountChoice fundId={fundId}>{(fund) => <Account key={fund.id} fund={fund} />}</AccountChoice>
    </>
  );
}

function Account({ fund }: { fund: { id: string; code: string; name: string } }) {
  const { t } = useTranslation('statements');
  const checker = hasRole(useSession().user.grants, 'finance_checker');
  const [importing, setImporting] = useState(false);
  const statements = useInfiniteQuery(statementsOptions(fund.id));
  return (
    <>
      <Card
        title={t('statements')}
        flush
        extra={
          <>
            {checker ? (
              <Button type="primary" icon={<Icon name="upload" />} onClick={() => setImporting(true)}>
                {t('import')}
              </Button>
            ) : null}
            <ExportButton run={exportBankStatements} filter={{ fund_id: fund.id }} />
          </>
        }
      >
        <DataTable
          caption={t('statements')}
          {...tableOf(statements)}
          rowKey={(row) => row.id}
          empty={{ title: t('none'), text: t('noneHint') }}
          columns={[
            { key: 'file', title: t('file'), primary: true, render: (row) => row.file_name },
            { key: 'days', title: t('days'), nowrap: true, render: (row) => `${row.starts_on} – ${row.ends_on}` },
            { key: 'opening', title: t('opening'), align: 'right', render: (row) => <Money value={row.opening} /> },
            { key: 'closing', title: t('closing'), align: 'right', render: (row) => <Money value={row.closing} /> },
            {
              key: 'lines',
              title: t('lines'),
              align: 'right',
              render: (row) => t('linesOf', { count: row.line_count, fresh: row.new_count }),
            },
            { key: 'by', title: t('by'), render: (row) => row.created_by.name },
            { key: 'at', title: t('at'), nowrap: true, render: (row) => <DateTime value={row.created_at} /> },
          ]}
        />
      </Card>
      <Suggestions fund={fund} checker={checker} />
      <Settled fund={fund} />
      {importing ? <StatementImport fund={fund} onClose={() => setImporting(false)} /> : null}
    </>
  );
}

/** What a suggestion accepts. */
function pairOf({ line, suggestion }: BankMatchView) {
  const { journal_id, payment_id } = suggestion ?? {};
  return {
    line_id: line.id,
    version: line.version,
    ...(journal_id ? { journal_id } : payment_id ? { payment_id } : {}),
  };
}

function Suggestions({ fund, checker }: { fund: { id: string }; checker: boolean }) {
  const query = useQuery(matchesOptions(fund.id));
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const found = query.data;
  // Other lines, other choices: what is sure is chosen anew.
  const lines = found.items.map((item) => item.line.id).join();
  return <Suggested key={lines} found={found} checker={checker} fundId={fund.id} />;
}

function Suggested({ found, checker, fundId }: { found: BankMatchesView; checker: boolean; fundId: string }) {
  const { t } = useTranslation('statements');
  const client = useQueryClient();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const rows = found.items.filter((item) => item.suggestion);
  const acceptable = (item: BankMatchView) => item.suggestion?.kind !== 'under_way';
  const [selected, setSelected] = useState(
    () => new Set(rows.filter((item) => item.suggestion?.sure && acceptable(item)).map((item) => item.line.id)),
  );
  const chosen = rows.filter((item) => selected.has(item.line.id) && acceptable(item));
  const exceptions = found.items.length - rows.length;
  const accept = () =>
    void run(async (key) => {
      const { data } = await matchBankLines({
        headers: { 'Idempotency-Key': key },
        body: { pairs: chosen.map(pairOf) },
      });
      setSelected(new Set());
      void message.success(t('accepted', { count: data.items.length }));
      await client.invalidateQueries();
    });
  return (
    <>
      {found.unknown_payment_count > 0 ? (
        <p className="app-note" role="alert">
          <Icon name="warning" />
          <span>
            {t('unknownPayments', { count: found.unknown_payment_count })} <Money value={found.unknown_payment_total} />
          </span>
        </p>
      ) : null}
      {exceptions > 0 ? (
        <p className="app-note app-note--info">
          <Icon name="info" />
          <span>
            {t('exceptionsWait', { count: exceptions })}{' '}
            <Link to="/app/finance/exceptions" search={{ fund_id: fundId }} className="yc-link">
              {t('toExceptions')}
            </Link>
          </span>
        </p>
      ) : null}
      <Card title={t('suggestions')} flush>
        <ErrorSummary error={error} />
        <DataTable
          caption={t('suggestions')}
          rows={rows}
          rowKey={(row) => row.line.id}
          rowName={(row) => row.line.summary || row.line.counter_name}
          empty={{ title: t('noSuggestions'), text: t('noSuggestionsHint') }}
          {...(checker
            ? {
                selection: {
                  selected,
                  onChange: setSelected,
                  disabledReason: (row: BankMatchView) => (acceptable(row) ? undefined : t('importReturnFirst')),
                },
              }
            : {})}
          columns={[
            { key: 'day', title: t('day'), nowrap: true, render: (row) => row.line.booked_on },
            {
              key: 'line',
              title: t('line'),
              primary: true,
              render: (row) => (
                <>
                  {row.line.summary || '—'}
                  <span className="app-table__reason">
                    {row.line.counter_name} {row.line.counter_account}
                  </span>
                </>
              ),
            },
            { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money value={row.line.amount} /> },
            {
              key: 'suggestion',
              title: t('suggestion'),
              render: (row) => (
                <>
                  {row.suggestion?.text}
                  <span className="app-table__reason">
                    {enumLabel('bank_candidate_kind', row.suggestion?.kind)} · {row.suggestion?.day}
                  </span>
                </>
              ),
            },
            {
              key: 'reasons',
              title: t('reasons'),
              render: (row) =>
                row.suggestion?.reasons.map((one) => enumLabel('match_reason', one)).join(t('common:comma')),
            },
            {
              key: 'sure',
              title: t('sure'),
              nowrap: true,
              render: (row) =>
                row.suggestion?.sure ? (
                  <Tag tone="success" icon="checkCircle" text={t('unique')} />
                ) : (
                  <Tag tone="waiting" icon="question" text={t('ambiguous')} />
                ),
            },
          ]}
        />
        {checker && rows.length > 0 ? (
          <div className="app-tablemore yc-no-print">
            <span role="status">{t('chosen', { count: chosen.length })}</span>
            <Button type="primary" disabled={chosen.length === 0} loading={running} onClick={accept}>
              {t('accept', { count: chosen.length })}
            </Button>
          </div>
        ) : null}
      </Card>
    </>
  );
}

function Settled({ fund }: { fund: { id: string } }) {
  const { t } = useTranslation('statements');
  const query = useInfiniteQuery(settledLinesOptions(fund.id));
  return (
    <Card title={t('matched')} flush extra={<ExportButton run={exportBankLines} filter={{ fund_id: fund.id }} />}>
      <DataTable
        caption={t('matched')}
        {...tableOf(query)}
        rowKey={(row) => row.id}
        empty={{ title: t('nothingMatched') }}
        columns={[
          { key: 'day', title: t('day'), nowrap: true, render: (row) => row.booked_on },
          { key: 'line', title: t('line'), primary: true, render: (row) => row.summary || row.counter_name || '—' },
          { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money value={row.amount} /> },
          {
            key: 'reasons',
            title: t('reasons'),
            render: (row) => row.reasons.map((one) => enumLabel('match_reason', one)).join(t('common:comma')),
          },
          { key: 'by', title: t('settledBy'), render: (row) => row.settled_by?.name ?? '—' },
          { key: 'at', title: t('settledAt'), nowrap: true, render: (row) => <DateTime value={row.settled_at} /> },
          { key: 'act', title: t('act'), render: (row) => <Release line={row} /> },
        ]}
      />
    </Card>
  );
}

/** Takes a wrong match back. */
function Release({ line }: { line: BankLineView }) {
  const { t } = useTranslation('statements');
  const path = { id: line.id };
  return (
    <ActionBar
      resource={line}
      machine="bank_line"
      none="—"
      actions={{
        release: {
          danger: true,
          reason: 'required',
          confirm: <p>{t('releaseText')}</p>,
          run: ({ headers, reason }) => releaseBankLine({ path, headers, body: { reason } }),
        },
      }}
    />
  );
}
