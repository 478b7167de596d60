import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel, problemText } from '@/lib/labels';
import {
  approveBatch,
  type BankReturnResult,
  type BatchView,
  batchOptions,
  generateBatch,
  importBankReturn,
  lockBatch,
  profilesOptions,
  saveBankFile,
  submitBatch,
  voidBatch,
} from './api';
import { ReturnFile, ReturnLines, ReturnSummary } from './BankReturn';
import { profileTitle } from './profiles';

export function BatchPage({ id }: { id: string }) {
  const { t } = useTranslation('payments');
  const { data: batch } = useSuspenseQuery(batchOptions(id));
  const profile = useQuery(profilesOptions()).data?.items.find((one) => one.code === batch.profile);
  const { message } = App.useApp();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      await saveBankFile(id, batch.file_name ?? `${batch.number}.csv`);
    } catch (cause) {
      void message.error(problemText(cause));
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <PageHeader
        title={batch.number}
        crumbs={[{ label: t('batches.title'), to: '/app/finance/batches' }]}
        tags={<StatusTag machine="batch" state={batch.state} />}
        meta={t('count', { count: batch.line_count })}
        extra={
          <>
            {batch.file_sha256 ? (
              <Button onClick={() => void save()} loading={saving} icon={<Icon name="download" />}>
                {t('batches.download')}
              </Button>
            ) : null}
            <PrintButton />
          </>
        }
      />
      <Actions batch={batch} />
      <Card title={t('batches.facts')}>
        <Descriptions
          items={[
            { label: t('batches.total'), value: <Money value={batch.total} strong upper />, wide: true },
            { label: t('batches.createdBy'), value: batch.created_by.name },
            { label: t('payments.createdAt'), value: <DateTime value={batch.created_at} /> },
            { label: t('batches.approvedBy'), value: batch.approved_by?.name },
            {
              label: t('batches.profile'),
              value: profile ? profileTitle(profile) : batch.profile,
            },
            ...batch.payers.map((payer) => ({
              label: t('batches.payer', { fund: payer.fund_code }),
              value: `${payer.account_name} · ${payer.account_masked} · ${payer.bank_name}`,
              wide: true,
            })),
            { label: t('batches.file'), value: batch.file_name },
            {
              label: t('batches.generatedAt'),
              value: batch.generated_at ? <DateTime value={batch.generated_at} /> : null,
            },
            ...(batch.file_sha256
              ? [
                  {
                    label: t('batches.fileSha'),
                    value: <span className="app-mono">{batch.file_sha256}</span>,
                    wide: true,
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <Card title={t('batches.list')} flush>
        <DataTable
          caption={t('batches.list')}
          rows={batch.lines}
          rowKey={(line) => line.payment_id}
          columns={[
            { key: 'seq', title: t('batches.seq'), align: 'right', render: (line) => line.seq },
            {
              key: 'number',
              title: t('payments.number'),
              primary: true,
              nowrap: true,
              render: (line) => (
                <Link to="/app/finance/payments/$id" params={{ id: line.payment_id }} className="yc-link">
                  {line.payment_number}
                </Link>
              ),
            },
            {
              key: 'payee',
              title: t('payee'),
              render: (line) => (
                <>
                  {line.account_name}
                  <span className="app-table__reason">
                    {line.bank_name} <span className="yc-nowrap">{line.masked_number}</span>
                  </span>
                </>
              ),
            },
            { key: 'cnaps', title: t('payments.cnaps'), nowrap: true, render: (line) => line.cnaps },
            { key: 'memo', title: t('payments.memo'), render: (line) => line.memo },
            {
              key: 'amount',
              title: t('amount'),
              align: 'right',
              render: (line) => <Money value={line.amount} />,
              total: <Money value={batch.total} strong />,
            },
            {
              key: 'state',
              title: t('state'),
              render: (line) => <StatusTag machine="payment" state={line.payment_state} />,
            },
          ]}
        />
      </Card>
      {batch.returns.map((entry) => (
        <Card
          key={entry.id}
          title={t('returns.title', { file: entry.file_name })}
          flush
          extra={
            <span className="yc-muted">
              {entry.imported_by.name} · <DateTime value={entry.created_at} />
            </span>
          }
        >
          <ReturnLines lines={entry.lines} caption={t('returns.title', { file: entry.file_name })} />
        </Card>
      ))}
      <PrintFooter reference={batch.number} />
    </>
  );
}

function Actions({ batch }: { batch: BatchView }) {
  const { t } = useTranslation('payments');
  const [done, setDone] = useState<Done | null>(null);
  const [file, setFile] = useState<{ name: string; content: string } | null>(null);
  const path = { id: batch.id };
  const total = (text: string) => (
    <>
      <p>{text}</p>
      <p>{t('count', { count: batch.line_count })}</p>
      <Money value={batch.total} strong upper />
    </>
  );
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={batch}
        machine="batch"
        onDone={(event, answer) => {
          const result = event === 'import_return' ? (answer as { data?: BankReturnResult }).data : undefined;
          setFile(null);
          setDone({
            title: eventLabel(event, 'batch'),
            reference: batch.number,
            at: result?.batch.updated_at ?? (answer as { data?: BatchView } | undefined)?.data?.updated_at,
            text: result ? <ReturnSummary result={result} /> : undefined,
          });
        }}
        actions={{
          lock: {
            primary: true,
            confirm: total(t('batches.lockText')),
            run: ({ headers }) => lockBatch({ path, headers }),
          },
          approve: {
            primary: true,
            confirm: total(t('batches.approveText')),
            run: ({ headers }) => approveBatch({ path, headers }),
          },
          generate: {
            primary: true,
            confirm: total(t('batches.generateText')),
            run: ({ headers }) => generateBatch({ path, headers }),
          },
          submit: {
            primary: true,
            confirm: total(t('batches.submitText')),
            run: ({ headers }) => submitBatch({ path, headers }),
          },
          import_return: {
            primary: true,
            confirm: t('returns.text'),
            ready: file !== null,
            fields: <ReturnFile file={file} onChange={setFile} />,
            run: ({ headers }) =>
              importBankReturn({
                path,
                headers,
                body: { file_name: file?.name ?? '', content: file?.content ?? '' },
              }),
          },
          void: {
            danger: true,
            reason: 'required',
            confirm: t('batches.voidText'),
            run: ({ headers, reason }) => voidBatch({ path, headers, body: { reason } }),
          },
        }}
      />
      {batch.state === 'settling' ? (
        <p className="app-note">
          <Icon name="clock" />
          {t('batches.settling')}
        </p>
      ) : null}
      {batch.state === 'generated' ? (
        <p className="app-note app-note--info">
          <Icon name="info" />
          {t('batches.uploadHint')}
        </p>
      ) : null}
    </>
  );
}
