import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { PrintFooter } from '@/components/base/PrintButton';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { Block, PublicPage, ReadingTools } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { sumMoney } from '@/lib/money';
import { type LotteryDisclosureView, lotteryDisclosureOptions, lotteryYearsOptions } from './api';

/** How welfare-lottery money was used, year by year, for everybody. */
export function LotteryPage({ year }: { year: string | undefined }) {
  const { t } = useTranslation('portal');
  const query = useQuery(lotteryYearsOptions());
  const years = query.data?.items.map((item) => item.year) ?? [];
  const chosen = year && /^20\d\d$/.test(year) ? Number(year) : years[0];
  return (
    <PublicPage title={t('lottery.title')} lead={t('lottery.lead')} tools={<ReadingTools />}>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : chosen === undefined ? (
        <EmptyState title={t('lottery.empty')} text={t('lottery.emptyHint')} />
      ) : (
        <>
          <FilterBar>
            <FilterChips
              name="year"
              label={t('lottery.year')}
              value={String(chosen)}
              options={[...new Set([chosen, ...years])]
                .sort((a, b) => b - a)
                .map((one) => ({ value: String(one), label: String(one) }))}
            />
          </FilterBar>
          {years.includes(chosen) ? (
            <Year year={chosen} />
          ) : (
            <EmptyState title={t('lottery.emptyYear', { year: chosen })} text={t('lottery.emptyHint')} />
          )}
        </>
      )}
    </PublicPage>
  );
}

function Year({ year }: { year: number }) {
  const { t } = useTranslation('portal');
  const query = useQuery(lotteryDisclosureOptions(year));
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { total, until, demonstration } = query.data;
  return (
    <>
      <Block title={t('lottery.summary', { year })}>
        {demonstration ? (
          <p>
            <Tag tone="waiting" icon="warning" text={t('lottery.demonstration')} /> {t('lottery.demonstrationText')}
          </p>
        ) : null}
        <Descriptions
          items={[
            { label: t('lottery.allotted'), value: <Money value={total.allotted} strong /> },
            { label: t('lottery.received'), value: <Money value={total.received} strong /> },
            { label: t('lottery.used'), value: <Money value={total.used} strong /> },
            { label: t('lottery.returned'), value: <Money value={total.returned} /> },
            { label: t('lottery.surrendered'), value: <Money value={total.surrendered} /> },
            { label: t('lottery.until'), value: <DateTime value={until} format="long" /> },
          ]}
        />
        <p className="yc-muted">{t('lottery.meaning')}</p>
      </Block>
      <Lines disclosure={query.data} />
      <Projects disclosure={query.data} />
      <PrintFooter reference={t('lottery.summary', { year })} />
    </>
  );
}

function Lines({ disclosure }: { disclosure: LotteryDisclosureView }) {
  const { t } = useTranslation('portal');
  const { total } = disclosure;
  const figure = (key: 'allotted' | 'received' | 'used' | 'returned' | 'surrendered') => ({
    key,
    title: t(`lottery.${key}`),
    align: 'right' as const,
    render: (row: LotteryDisclosureView['lines'][number]) => <Money value={row[key]} />,
    total: <Money value={total[key]} strong />,
  });
  return (
    <Block title={t('lottery.lines')}>
      <PlainTable
        caption={t('lottery.lines')}
        rows={disclosure.lines}
        rowKey={(row) => `${row.fund_name} ${row.budget_line} ${row.area_name}`}
        totalLabel={t('lottery.total')}
        columns={[
          {
            key: 'name',
            title: t('lottery.fund'),
            primary: true,
            render: (row) => (
              <>
                {row.fund_name}
                {row.demonstration ? <span className="yc-muted"> {t('lottery.demonstration')}</span> : null}
              </>
            ),
          },
          { key: 'line', title: t('lottery.line'), render: (row) => row.budget_line, total: '' },
          { key: 'area', title: t('lottery.area'), render: (row) => row.area_name, total: '' },
          figure('allotted'),
          figure('received'),
          figure('used'),
          figure('returned'),
          figure('surrendered'),
        ]}
      />
    </Block>
  );
}

function Projects({ disclosure }: { disclosure: LotteryDisclosureView }) {
  const { t } = useTranslation('portal');
  const { projects, used_elsewhere, year } = disclosure;
  const sum = (key: 'approved' | 'paid_in_year' | 'paid') => (
    <Money value={sumMoney(projects.map((project) => project[key]))} strong />
  );
  return (
    <Block title={t('lottery.projects', { count: projects.length })}>
      {projects.length === 0 ? (
        <p className="pub-none">{t('lottery.noProjects')}</p>
      ) : (
        <PlainTable
          caption={t('lottery.projects', { count: projects.length })}
          rows={projects}
          rowKey={(row) => row.id}
          totalLabel={t('lottery.total')}
          columns={[
            {
              key: 'title',
              title: t('lottery.project'),
              primary: true,
              render: (row) => (
                <>
                  <Link to="/projects/$id" params={{ id: row.id }} className="yc-link">
                    {row.title}
                  </Link>{' '}
                  <span className="yc-muted">
                    {row.number}
                    {row.demonstration ? ` ${t('lottery.demonstration')}` : ''}
                  </span>
                </>
              ),
            },
            {
              key: 'organisation',
              title: t('lottery.organisation'),
              render: (row) => row.organisation_name,
              total: '',
            },
            { key: 'street', title: t('lottery.street'), render: (row) => row.street_name ?? '—', total: '' },
            {
              key: 'approved',
              title: t('lottery.approved'),
              align: 'right',
              render: (row) => <Money value={row.approved} />,
              total: sum('approved'),
            },
            {
              key: 'year',
              title: t('lottery.paidInYear', { year }),
              align: 'right',
              render: (row) => <Money value={row.paid_in_year} />,
              total: sum('paid_in_year'),
            },
            {
              key: 'paid',
              title: t('lottery.paid'),
              align: 'right',
              render: (row) => <Money value={row.paid} />,
              total: sum('paid'),
            },
            {
              key: 'people',
              title: t('lottery.beneficiaries'),
              align: 'right',
              render: (row) => row.planned_beneficiaries ?? '—',
              total: '',
            },
            {
              key: 'state',
              title: t('lottery.state'),
              render: (row) => <StatusTag machine="project" state={row.state} />,
              total: '',
            },
          ]}
        />
      )}
      {used_elsewhere === '0.00' ? null : (
        <p>
          {t('lottery.elsewhere')} <Money value={used_elsewhere} strong />
        </p>
      )}
      {projects.length > 0 ? <p className="yc-muted">{t('lottery.mark')}</p> : null}
    </Block>
  );
}
