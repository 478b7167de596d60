import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel, stateLabel } from '@/lib/labels';
import { checkYearEnd, closeYearEnd, proposeYearEnd, returnYearEnd, type YearEndView, yearEndOptions } from './api';
import { Allotments, Checklist, Sums } from './Figures';

const STEPS = ['maker', 'checker', 'approver'] as const;
const TARGET: Record<string, string> = { propose: 'proposed', check: 'checked', close: 'closed', return: 'returned' };

/** One end of a year: what goes on and what goes back, whose hands were on it, and what the reader may do. */
export function YearEndPage({ id }: { id: string }) {
  const { t } = useTranslation('years');
  const { data: row } = useSuspenseQuery(yearEndOptions(id));
  return (
    <>
      <PageHeader
        title={t('titleOf', { year: row.fiscal_year })}
        crumbs={[{ label: t('title'), to: '/app/finance/year-ends' }]}
        tags={<StatusTag machine="year_end" state={row.state} />}
        meta={`${row.fund.code} · ${row.fund.name}`}
        extra={<PrintButton />}
      />
      {row.refusal ? <p>{t('refusal', { reason: row.refusal })}</p> : null}
      <Actions row={row} />
      {row.changes.length > 0 ? <Changes row={row} /> : null}
      <Sums lapsed={row.lapsed} carried={row.carried} policy={enumLabel('year_end_policy', row.policy)} />
      <Allotments rows={row.allotments} year={row.fiscal_year} />
      {row.items.length > 0 ? <Checklist items={row.items} /> : null}
      <Hands row={row} />
      <PrintFooter reference={`${row.fund.code} ${row.fiscal_year}`} />
    </>
  );
}

/** Where the ledger says something else by now than what was proposed. */
function Changes({ row }: { row: YearEndView }) {
  const { t } = useTranslation('years');
  return (
    <Card title={t('changes')} flush>
      <DataTable
        caption={t('changes')}
        rows={row.changes}
        rowKey={(change) => change.pointer}
        columns={[
          {
            key: 'where',
            title: t('line'),
            primary: true,
            render: (change) => {
              const [, , id, account] = change.pointer.split('/');
              const found = row.allotments.find((one) => one.allotment_id === id);
              return [found?.budget_line, account].filter(Boolean).join(' · ') || '—';
            },
          },
          {
            key: 'was',
            title: t('was'),
            align: 'right',
            render: (change) => (change.limit ? <Money value={change.limit} /> : '—'),
          },
          {
            key: 'is',
            title: t('is'),
            align: 'right',
            render: (change) => (change.actual ? <Money value={change.actual} /> : '—'),
          },
        ]}
      />
    </Card>
  );
}

function Hands({ row }: { row: YearEndView }) {
  const { t } = useTranslation('years');
  return (
    <Card title={t('hands')} flush>
      <DataTable
        caption={t('hands')}
        rows={STEPS.map((step) => ({ step, hand: row.approvals.find((one) => one.step === step) }))}
        rowKey={(one) => one.step}
        columns={[
          { key: 'step', title: t('step'), primary: true, render: (one) => t(`steps.${one.step}`) },
          { key: 'by', title: t('by'), render: (one) => one.hand?.by.name ?? '—' },
          {
            key: 'at',
            title: t('at'),
            nowrap: true,
            render: (one) => <DateTime value={one.hand?.at} format="seconds" />,
          },
        ]}
      />
    </Card>
  );
}

function Actions({ row }: { row: YearEndView }) {
  const { t } = useTranslation('years');
  const [done, setDone] = useState<Done | null>(null);
  const path = { id: row.id };
  const confirm = (event: string) => (
    <>
      <p>{t(`confirm.${event as 'propose' | 'check' | 'close' | 'return'}`)}</p>
      <p className="app-fromto">
        {stateLabel('year_end', row.state)} <Icon name="right" /> {stateLabel('year_end', TARGET[event] ?? event)}
      </p>
      <Money value={row.carried} strong upper />
    </>
  );
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={row}
        machine="year_end"
        onDone={(event, answer) => {
          const after = (answer as { data?: YearEndView } | undefined)?.data;
          const reference = `${row.fund.code} ${row.fiscal_year}`;
          setDone({ title: eventLabel(event, 'year_end'), reference, at: after?.updated_at });
        }}
        actions={{
          propose: {
            primary: true,
            confirm: confirm('propose'),
            run: ({ headers }) =>
              proposeYearEnd({
                headers: { 'Idempotency-Key': headers['Idempotency-Key'] },
                body: { fund_id: row.fund.id, fiscal_year: row.fiscal_year },
              }),
          },
          check: {
            primary: true,
            confirm: confirm('check'),
            run: ({ headers }) => checkYearEnd({ path, headers }),
          },
          close: {
            primary: true,
            confirm: confirm('close'),
            run: ({ headers }) => closeYearEnd({ path, headers }),
          },
          return: {
            danger: true,
            reason: 'required',
            confirm: confirm('return'),
            run: ({ headers, reason }) => returnYearEnd({ path, headers, body: { reason } }),
          },
        }}
      />
    </>
  );
}
