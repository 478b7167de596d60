import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { Card } from '@/components/app/Card';
import { Chart } from '@/components/app/Chart';
import { DateTime } from '@/components/base/DateTime';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { compareMoney, formatMoney, sumMoney } from '@/lib/money';
import { type FundReportView, type PaymentPlanView, planOptions } from './api';
import { drawnWan, monthsOf, sourcesOf } from './months';
import { rateText, rowName } from './rows';

const Drawing = lazy(() => import('./Drawing'));

/** Bars of one drawing at most; the table has all. */
const DRAWN = 12;

/** Plan and payments of the year of a report, and how much of each row's authority is paid. */
export function ReportCharts({ report, fundId }: { report: FundReportView; fundId: string | undefined }) {
  const { t } = useTranslation('reports');
  const query = useQuery(planOptions(Number(report.period.slice(0, 4)), fundId));
  return (
    <Card title={t('charts.title')}>
      <Execution report={report} />
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.items.length === 0 ? (
        <EmptyState title={t('charts.none')} />
      ) : (
        <>
          <ByMonth plan={query.data} />
          <Overdue plan={query.data} />
          <BySource plan={query.data} />
        </>
      )}
    </Card>
  );
}

function Execution({ report }: { report: FundReportView }) {
  const { t } = useTranslation('reports');
  const rows = useMemo(
    () =>
      report.items
        .filter((row) => row.execution_bp != null)
        .sort((a, b) => compareMoney(b.authority, a.authority))
        .slice(0, DRAWN),
    [report],
  );
  const names = useMemo(
    () => rows.map((row) => (report.by === 'source' ? rowName('source', row) : (row.name ?? rowName(report.by, row)))),
    [report.by, rows],
  );
  const series = useMemo(
    () => [
      {
        name: t('execution_bp'),
        values: rows.map((row) => (row.execution_bp ?? 0) / 100),
        tone: 'primary' as const,
      },
    ],
    [rows, t],
  );
  if (rows.length === 0) return null;
  return (
    <Chart
      title={t('charts.execution')}
      text={t(report.items.length > DRAWN ? 'charts.executionMost' : 'charts.executionText')}
      finding={t('charts.executionFinding', { rate: rateText(report.total.execution_bp) })}
      table={
        <PlainTable
          caption={t('charts.execution')}
          rows={rows}
          rowKey={(row) => row.key ?? '-'}
          columns={[
            { key: 'name', title: t(`by.${report.by}`), primary: true, render: (row) => rowName(report.by, row) },
            { key: 'rate', title: t('execution_bp'), align: 'right', render: (row) => rateText(row.execution_bp) },
          ]}
        />
      }
    >
      <Drawn names={names} series={series} across most={100} />
    </Chart>
  );
}

function ByMonth({ plan }: { plan: PaymentPlanView }) {
  const { t } = useTranslation('reports');
  const months = useMemo(() => monthsOf(plan), [plan]);
  const names = useMemo(() => months.map(({ month }) => month.slice(5)), [months]);
  const series = useMemo(
    () => [
      {
        name: t('charts.planned'),
        values: months.map(({ planned }) => drawnWan(planned)),
        tone: 'control' as const,
      },
      { name: t('charts.paid'), values: months.map(({ paid }) => drawnWan(paid)), tone: 'primary' as const },
    ],
    [months, t],
  );
  const [planned, paid] = [sumMoney(months.map((one) => one.planned)), sumMoney(months.map((one) => one.paid))];
  return (
    <Chart
      title={t('charts.byMonth', { year: plan.year })}
      text={t('charts.byMonthText')}
      finding={t('charts.byMonthFinding', { planned: formatMoney(planned), paid: formatMoney(paid) })}
      table={
        <PlainTable
          caption={t('charts.byMonth', { year: plan.year })}
          rows={months}
          rowKey={(row) => row.month}
          totalLabel={t('total')}
          columns={[
            { key: 'month', title: t('month'), primary: true, render: (row) => row.month },
            {
              key: 'planned',
              title: t('charts.planned'),
              align: 'right',
              render: (row) => <Money value={row.planned} />,
              total: <Money value={planned} strong />,
            },
            {
              key: 'paid',
              title: t('charts.paid'),
              align: 'right',
              render: (row) => <Money value={row.paid} />,
              total: <Money value={paid} strong />,
            },
          ]}
        />
      }
    >
      <Drawn names={names} series={series} />
    </Chart>
  );
}

function Overdue({ plan }: { plan: PaymentPlanView }) {
  const { t } = useTranslation('reports');
  const months = useMemo(() => monthsOf(plan), [plan]);
  const late = months.filter((one) => one.overdue !== '0.00');
  const names = useMemo(() => months.map(({ month }) => month.slice(5)), [months]);
  const series = useMemo(
    () => [
      { name: t('charts.overdue'), values: months.map(({ overdue }) => drawnWan(overdue)), tone: 'danger' as const },
    ],
    [months, t],
  );
  const sum = sumMoney(late.map((one) => one.overdue));
  return (
    <Chart
      title={t('charts.overdueTitle')}
      text={t('charts.overdueText')}
      finding={
        <>
          {late.length === 0 ? t('charts.nothingLate') : t('charts.late', { sum: formatMoney(sum) })}{' '}
          <span className="yc-muted">
            {t('charts.asOf')} <DateTime value={plan.as_of} format="date" />
          </span>
        </>
      }
      table={
        <PlainTable
          caption={t('charts.overdueTitle')}
          rows={months}
          rowKey={(row) => row.month}
          totalLabel={t('total')}
          columns={[
            { key: 'month', title: t('month'), primary: true, render: (row) => row.month },
            {
              key: 'overdue',
              title: t('charts.overdue'),
              align: 'right',
              render: (row) => <Money value={row.overdue} />,
              total: <Money value={sum} strong />,
            },
          ]}
        />
      }
    >
      {late.length === 0 ? null : <Drawn names={names} series={series} />}
    </Chart>
  );
}

function BySource({ plan }: { plan: PaymentPlanView }) {
  const { t } = useTranslation('reports');
  const sources = useMemo(() => sourcesOf(plan), [plan]);
  const names = useMemo(() => sources.map(({ source }) => enumLabel('source', source)), [sources]);
  const series = useMemo(
    () => [
      {
        name: t('charts.planned'),
        values: sources.map(({ planned }) => drawnWan(planned)),
        tone: 'control' as const,
      },
      { name: t('charts.paid'), values: sources.map(({ paid }) => drawnWan(paid)), tone: 'success' as const },
    ],
    [sources, t],
  );
  return (
    <Chart
      title={t('charts.bySource', { year: plan.year })}
      text={t('charts.byMonthText')}
      finding={plan.undated === '0.00' ? null : t('charts.undated', { sum: formatMoney(plan.undated) })}
      table={
        <PlainTable
          caption={t('charts.bySource', { year: plan.year })}
          rows={sources}
          rowKey={(row) => row.source}
          columns={[
            { key: 'source', title: t('by.source'), primary: true, render: (row) => enumLabel('source', row.source) },
            {
              key: 'planned',
              title: t('charts.planned'),
              align: 'right',
              render: (row) => <Money value={row.planned} />,
            },
            { key: 'paid', title: t('charts.paid'), align: 'right', render: (row) => <Money value={row.paid} /> },
          ]}
        />
      }
    >
      <Drawn names={names} series={series} across />
    </Chart>
  );
}

function Drawn(props: Parameters<typeof Drawing>[0]) {
  return (
    <Suspense fallback={<div className="app-echart" style={{ height: 300 }} />}>
      <Drawing {...props} />
    </Suspense>
  );
}
