import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useId } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { allItems, tableOf } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import {
  exportYearEnds,
  fundsOptions,
  previewOptions,
  proposeYearEnd,
  type YearEndPreviewView,
  yearEndsOptions,
} from './api';
import { Allotments, Checklist, Sums } from './Figures';
import { YEAR_END_STATES, type YearEndFilter } from './filter';

/** The years that were closed or wait for a hand, and what closing the next one would do. */
export function YearEndsPage({ filter }: { filter: YearEndFilter }) {
  const { t } = useTranslation('years');
  const query = useInfiniteQuery(yearEndsOptions(filter));
  return (
    <>
      <PageHeader title={t('title')} extra={<ExportButton run={exportYearEnds} filter={filter} />} />
      <p className="yc-muted">{t('intro')}</p>
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...YEAR_END_STATES.map((one) => ({ value: one, label: stateLabel('year_end', one) })),
          ]}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.fund.code} ${row.fiscal_year}`}
          empty={{ title: t('none'), text: t('noneHint') }}
          columns={[
            {
              key: 'year',
              title: t('year'),
              primary: true,
              nowrap: true,
              render: (row) => (
                <Link to="/app/finance/year-ends/$id" params={{ id: row.id }} className="yc-link">
                  {row.fiscal_year}
                  <span className="yc-visually-hidden"> {row.fund.name}</span>
                </Link>
              ),
            },
            { key: 'fund', title: t('fund'), render: (row) => row.fund.name },
            { key: 'lapsed', title: t('lapsed'), align: 'right', render: (row) => <Money value={row.lapsed} /> },
            { key: 'carried', title: t('carried'), align: 'right', render: (row) => <Money value={row.carried} /> },
            { key: 'state', title: t('state'), render: (row) => <StatusTag machine="year_end" state={row.state} /> },
            { key: 'by', title: t('proposedBy'), render: (row) => row.proposed_by.name },
            { key: 'at', title: t('closedAt'), nowrap: true, render: (row) => <DateTime value={row.closed_at} /> },
          ]}
        />
      </Card>
      <Preview filter={filter} />
    </>
  );
}

/** One fund and year, chosen in the address; the first fund and the year before today's when none is named. */
function Preview({ filter }: { filter: YearEndFilter }) {
  const { t } = useTranslation('years');
  const ids = { fund: useId(), year: useId() };
  const navigate = useNavigate();
  const query = useInfiniteQuery(fundsOptions());
  const funds = query.isSuccess ? allItems(query.data) : [];
  const fund = funds.find((one) => one.id === filter.fund_id) ?? funds[0];
  const preview = useQuery({ ...previewOptions(fund?.id ?? '', filter.fiscal_year), enabled: fund !== undefined });
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!fund) return <EmptyState title={t('noFund')} />;
  const choose = (change: Partial<YearEndFilter>) =>
    void navigate({ to: '.', search: ((previous: Record<string, unknown>) => ({ ...previous, ...change })) as never });
  const year = filter.fiscal_year ?? preview.data?.fiscal_year;
  return (
    <section aria-labelledby={`${ids.fund}-head`}>
      <div className="app-home__section app-sectionhead">
        <h2 id={`${ids.fund}-head`}>{t('preview')}</h2>
      </div>
      <div className="app-field yc-no-print">
        <label htmlFor={ids.fund}>{t('fund')}</label>
        <PlainSelect
          id={ids.fund}
          value={fund.id}
          options={funds.map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }))}
          onChange={(value) => choose({ fund_id: value ?? undefined })}
        />
      </div>
      <div className="app-field yc-no-print">
        <label htmlFor={ids.year}>{t('year')}</label>
        <div>
          <input
            id={ids.year}
            type="number"
            min={2000}
            max={2100}
            className="yc-input"
            value={year ?? ''}
            onChange={(event) => choose({ fiscal_year: Number(event.target.value) || undefined })}
          />
        </div>
      </div>
      {preview.isPending ? (
        <LoadingState />
      ) : preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Found view={preview.data} />
      )}
    </section>
  );
}

function Found({ view }: { view: YearEndPreviewView }) {
  const { t } = useTranslation('years');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const propose = () =>
    void run(async (key) => {
      const { data } = await proposeYearEnd({
        headers: { 'Idempotency-Key': key },
        body: { fund_id: view.fund.id, fiscal_year: view.fiscal_year },
      });
      void message.success(t('proposed'));
      await client.invalidateQueries();
      if (data) await navigate({ to: '/app/finance/year-ends/$id', params: { id: data.id } });
    });
  if (view.year_end && view.year_end.state !== 'returned') {
    return (
      <p>
        {t('exists', { state: stateLabel('year_end', view.year_end.state) })}{' '}
        <Link to="/app/finance/year-ends/$id" params={{ id: view.year_end.id }} className="yc-link">
          {t('show')}
        </Link>
      </p>
    );
  }
  return (
    <>
      <Sums lapsed={view.lapsed} carried={view.carried} policy={enumLabel('year_end_policy', view.policy)} />
      <Checklist
        items={view.items}
        extra={
          view.can_propose ? (
            <Button type="primary" loading={running} onClick={propose}>
              {t('propose')}
            </Button>
          ) : null
        }
      >
        <ErrorSummary error={error} />
      </Checklist>
      <Allotments rows={view.allotments} year={view.fiscal_year} />
    </>
  );
}
