import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { AccountChoice } from './AccountChoice';
import {
  type BankLineView,
  type BankMatchesView,
  confirmBankLine,
  explainBankLine,
  exportBankLines,
  matchBankLine,
  matchesOptions,
  rejectBankLine,
} from './api';

/** Lines that the books do not explain: one person says why, a second one confirms. */
export function ExceptionsPage({ fundId }: { fundId: string | undefined }) {
  const { t } = useTranslation('statements');
  return (
    <>
      <PageHeader
        title={t('exceptions.title')}
        meta={t('exceptions.lead')}
        crumbs={[{ label: t('title'), to: '/app/finance/statements' }]}
      />
      <AccountChoice fundId={fundId}>{(fund) => <Queue key={fund.id} fund={fund} />}</AccountChoice>
    </>
  );
}

function Queue({ fund }: { fund: { id: string } }) {
  const { t } = useTranslation('statements');
  const query = useQuery(matchesOptions(fund.id));
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const found = query.data;
  const lines = found.items.filter((item) => !item.suggestion).map((item) => item.line);
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
      <Card
        title={t('exceptions.lines')}
        flush
        extra={<ExportButton run={exportBankLines} filter={{ fund_id: fund.id, state: 'open' }} />}
      >
        <DataTable
          caption={t('exceptions.lines')}
          rows={lines}
          rowKey={(line) => line.id}
          rowName={(line) => line.summary || line.counter_name}
          empty={{ title: t('exceptions.none'), text: t('exceptions.noneHint') }}
          columns={[
            { key: 'day', title: t('day'), nowrap: true, render: (line) => line.booked_on },
            {
              key: 'line',
              title: t('line'),
              primary: true,
              render: (line) => (
                <>
                  {line.summary || '—'}
                  <span className="app-table__reason">
                    {line.counter_name} {line.counter_account}
                  </span>
                </>
              ),
            },
            { key: 'amount', title: t('amount'), align: 'right', render: (line) => <Money value={line.amount} /> },
            { key: 'state', title: t('state'), render: (line) => <StatusTag machine="bank_line" state={line.state} /> },
          ]}
          detail={(line) =>
            line.available_actions.length > 0 || line.explanation || line.refusal ? (
              <Line line={line} movements={found.movements} />
            ) : null
          }
        />
      </Card>
      <Card title={t('exceptions.movements')} flush>
        <DataTable
          caption={t('exceptions.movements')}
          rows={found.movements}
          rowKey={(row) => row.journal_id}
          empty={{ title: t('exceptions.noMovements') }}
          columns={[
            { key: 'day', title: t('day'), nowrap: true, render: (row) => row.day },
            { key: 'text', title: t('movement'), primary: true, render: (row) => row.text },
            { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money value={row.amount} /> },
          ]}
        />
      </Card>
    </>
  );
}

/** One line with what the reader may do about it. */
function Line({ line, movements }: { line: BankLineView; movements: BankMatchesView['movements'] }) {
  const { t } = useTranslation('statements');
  const id = useId();
  const [journal, setJournal] = useState<string | null>(null);
  const path = { id: line.id };
  const same = movements.filter((movement) => movement.amount === line.amount);
  return (
    <div className="app-stack">
      {line.explanation ? (
        <p>
          {t('exceptions.explanation', { name: line.explained_by?.name ?? '' })}
          {line.explanation}
        </p>
      ) : null}
      {line.refusal ? (
        <p className="app-note">
          <Icon name="back" />
          {t('exceptions.refusal')}
          {line.refusal}
        </p>
      ) : null}
      <ActionBar
        resource={line}
        machine="bank_line"
        actions={{
          explain: {
            primary: true,
            reason: 'required',
            confirm: <p>{t('exceptions.explainText')}</p>,
            run: ({ headers, reason }) => explainBankLine({ path, headers, body: { reason } }),
          },
          ...(same.length > 0
            ? {
                match: {
                  ready: journal !== null,
                  fields: (
                    <div className="app-field">
                      <label htmlFor={id}>{t('movement')}</label>
                      <PlainSelect
                        id={id}
                        value={journal}
                        onChange={setJournal}
                        placeholder={t('exceptions.chooseMovement')}
                        options={same.map((one) => ({ value: one.journal_id, label: `${one.day} ${one.text}` }))}
                      />
                    </div>
                  ),
                  run: ({ headers }: { headers: { 'If-Match': string; 'Idempotency-Key': string } }) =>
                    matchBankLine({ path, headers, body: { journal_id: journal } }),
                },
              }
            : {}),
          confirm: {
            primary: true,
            confirm: <p>{t('exceptions.confirmText')}</p>,
            run: ({ headers }) => confirmBankLine({ path, headers }),
          },
          reject: {
            danger: true,
            reason: 'required',
            run: ({ headers, reason }) => rejectBankLine({ path, headers, body: { reason } }),
          },
        }}
      />
    </div>
  );
}
