import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId } from 'react';
import { Card } from '@/components/app/Card';
import { type Column, DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { ErrorState, LoadingState } from '@/components/base/States';
import { Tag } from '@/components/base/StatusTag';
import { useServerNow } from '@/lib/clock';
import { calendarDate } from '@/lib/dates';
import { saveText } from '@/lib/download';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import '@/styles/reports.css';
import { exportFundReport, type FundReportRow, type FundReportView, fundsOptions, reportOptions } from './api';
import { canonical } from './canonical';
import { filterOf, REPORT_BY, type ReportFilter, type ReportSearch } from './filter';
import { ReportCharts } from './ReportCharts';
import { rateText, rowName } from './rows';

/** Left out when they are zero in every row. */
const SPARSE = [
  'reserved',
  'due',
  'approved',
  'in_transit',
  'returned_in_period',
  'recovered',
  'carried_out',
  'surrendered',
] as const;
const MONEY = [
  'authority',
  'available',
  'reserved',
  'committed',
  'due',
  'approved',
  'in_transit',
  'paid_in_period',
  'paid',
  'returned_in_period',
  'recovered',
  'carried_out',
  'surrendered',
] as const;

/** The books of a month or a year as a report: where the money stands, what moved, and how much of it is paid. */
export function ReportsPage({ search }: { search: ReportSearch }) {
  const filter = filterOf(search);
  const { t } = useTranslation('reports');
  const query = useQuery(reportOptions(search));
  const report = query.data;
  return (
    <div className="app-report">
      <PageHeader
        title={t('title')}
        meta={t('lead')}
        tags={report?.demonstration ? <Tag tone="waiting" text={t('demonstration')} /> : null}
        extra={
          <>
            <PrintButton />
            <ExportButton run={exportFundReport} filter={filter} />
            <Button icon={<Icon name="download" />} disabled={!report} onClick={() => report && saveReport(report)}>
              {t('saveJson')}
            </Button>
          </>
        }
      />
      <Choices filter={filter} />
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Report report={query.data} fundId={filter.fund_id} />
      )}
    </div>
  );
}

/** Everything but the digest, as the text that the digest is made of. */
function saveReport({ sha256: _, ...content }: FundReportView) {
  saveText(canonical(content), `fund-report-${content.period}-${content.by}.json`, 'application/json');
}

function Choices({ filter }: { filter: ReportFilter }) {
  const { t } = useTranslation('reports');
  const id = useId();
  const navigate = useNavigate();
  const funds = allItems(useInfiniteQuery(fundsOptions()).data);
  const thisYear = calendarDate(new Date(useServerNow(3_600_000))).slice(0, 4);
  const period = filter.period ?? thisYear;
  const [year = thisYear, month] = period.split('-');
  const first = Number(thisYear) + 1;
  const years = new Set([year, ...Array.from({ length: 8 }, (_, back) => String(first - back))]);
  const go = (change: ReportFilter) =>
    void navigate({ to: '.', search: ((previous: ReportFilter) => ({ ...previous, ...change })) as never });
  return (
    <>
      <div className="app-report__choices yc-no-print">
        <div>
          <label htmlFor={`${id}-year`}>{t('year')}</label>
          <PlainSelect
            id={`${id}-year`}
            value={year}
            options={[...years]
              .sort()
              .reverse()
              .map((one) => ({ value: one, label: one }))}
            onChange={(value) => go({ period: month ? `${value}-${month}` : (value ?? undefined) })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-month`}>{t('month')}</label>
          <PlainSelect
            id={`${id}-month`}
            value={month ?? null}
            placeholder={t('wholeYear')}
            options={Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0')).map((one) => ({
              value: one,
              label: t('monthOf', { month: String(Number(one)) }),
            }))}
            onChange={(value) => go({ period: value ? `${year}-${value}` : year })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-fund`}>{t('by.fund')}</label>
          <PlainSelect
            id={`${id}-fund`}
            value={filter.fund_id ?? null}
            placeholder={t('allFunds')}
            options={funds.map((fund) => ({ value: fund.id, label: `${fund.code} ${fund.name}` }))}
            onChange={(value) => go({ fund_id: value ?? undefined })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-fiscal`}>{t('fiscalYear')}</label>
          <PlainSelect
            id={`${id}-fiscal`}
            value={filter.fiscal_year ? String(filter.fiscal_year) : null}
            placeholder={t('allYears')}
            options={[...years]
              .sort()
              .reverse()
              .map((one) => ({ value: one, label: one }))}
            onChange={(value) => go({ fiscal_year: value ? Number(value) : undefined })}
          />
        </div>
      </div>
      <FilterBar>
        <FilterChips
          name="by"
          label={t('rowsBy')}
          value={filter.by ?? 'source'}
          options={REPORT_BY.map((by) => ({ value: by, label: t(`by.${by}`) }))}
        />
      </FilterBar>
    </>
  );
}

function Report({ report, fundId }: { report: FundReportView; fundId: string | undefined }) {
  const { t } = useTranslation('reports');
  const left = SPARSE.filter((key) => report.total[key] === '0.00' && report.items.every((row) => row[key] === '0.00'));
  const shown = MONEY.filter((key) => !left.some((one) => one === key));
  const columns: Column<FundReportRow>[] = [
    {
      key: 'name',
      title: t(`by.${report.by}`),
      primary: true,
      render: (row) => rowName(report.by, row),
      total: t('total'),
    },
    ...shown.map((key) => ({
      key,
      title: t(key),
      align: 'right' as const,
      render: (row: FundReportRow) => <Money value={row[key]} />,
      total: <Money value={report.total[key]} strong />,
    })),
    {
      key: 'execution_bp',
      title: t('execution_bp'),
      align: 'right',
      nowrap: true,
      render: (row) => rateText(row.execution_bp),
      total: rateText(report.total.execution_bp),
    },
  ];
  const caption = t('caption', { period: report.period, by: t(`by.${report.by}`) });
  return (
    <>
      <Card
        title={caption}
        flush
        extra={
          <span className="yc-muted">
            <DateTime value={report.from} format="date" /> – <DateTime value={report.until} format="date" />
          </span>
        }
      >
        <DataTable
          caption={caption}
          rows={report.items}
          rowKey={(row) => row.key ?? '-'}
          empty={{ title: t('none'), text: t('noneHint') }}
          columns={columns}
        />
      </Card>
      <div className="app-report__notes">
        {left.length > 0 && report.items.length > 0 ? (
          <p>{t('leftOut', { names: left.map((key) => t(key)).join(t('comma')) })}</p>
        ) : null}
        <p>{t('meaning')}</p>
        <p>
          {t('digest')} <span className="app-mono">{report.sha256}</span>
        </p>
        <p className="yc-no-print">{t('digestHint')}</p>
      </div>
      {report.items.length > 0 ? <ReportCharts report={report} fundId={fundId} /> : null}
      <PrintFooter reference={`${report.period} ${report.sha256.slice(0, 16)}`} />
    </>
  );
}
