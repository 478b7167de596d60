import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { Figures } from '@/components/app/Figures';
import { Money } from '@/components/base/Money';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import type { YearEndAllotmentView, YearEndItemView } from './api';

const POSITIONS = ['available', 'reserved', 'committed', 'due', 'approved', 'exported'] as const;

/** What goes back and what goes on. */
export function Sums({ lapsed, carried, policy }: { lapsed: string; carried: string; policy: string }) {
  const { t } = useTranslation('years');
  return (
    <Figures
      label={t('figures')}
      items={[
        { key: 'carried', label: t('carried'), value: <Money value={carried} strong />, hint: t('carriedHint') },
        { key: 'lapsed', label: t('lapsed'), value: <Money value={lapsed} strong />, hint: t('lapsedHint') },
        { key: 'policy', label: t('policy'), value: policy },
      ]}
    />
  );
}

/** Everything that could block the year, done or not. */
export function Checklist({
  items,
  extra,
  children,
}: {
  items: YearEndItemView[];
  extra?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation('years');
  return (
    <Card title={t('checklist')} flush extra={extra}>
      {children}
      <DataTable
        caption={t('checklist')}
        rows={items}
        rowKey={(item) => item.code}
        columns={[
          { key: 'item', title: t('item'), primary: true, render: (item) => t(`items.${item.code as 'year_over'}`) },
          {
            key: 'done',
            title: t('result'),
            nowrap: true,
            render: (item) =>
              item.done ? (
                <Tag tone="success" icon="checkCircle" text={t('done')} />
              ) : (
                <Tag tone="danger" icon="crossCircle" text={t('open')} />
              ),
          },
          { key: 'why', title: t('why'), render: (item) => (item.fault ? faultText(item.fault) : '—') },
        ]}
      />
    </Card>
  );
}

/** Allotment by allotment: from the old year to the new one. */
export function Allotments({ rows, year }: { rows: YearEndAllotmentView[]; year: number }) {
  const { t } = useTranslation('years');
  const closed = rows.some((row) => row.to_allotment_id);
  return (
    <Card title={t('allotments', { from: year, to: year + 1 })} flush>
      <DataTable
        caption={t('allotments', { from: year, to: year + 1 })}
        rows={rows}
        rowKey={(row) => row.allotment_id}
        rowName={(row) => row.budget_line}
        empty={{ title: t('noAllotments') }}
        columns={[
          {
            key: 'line',
            title: t('line'),
            primary: true,
            render: (row) => (
              <>
                {row.budget_line} <span className="yc-muted">{row.document_no}</span>
                {row.origin_id ? <Tag tone="neutral" text={t('carriedBefore')} /> : null}
              </>
            ),
          },
          { key: 'lapsed', title: t('lapsed'), align: 'right', render: (row) => <Money value={row.lapsed} /> },
          {
            key: 'positions',
            title: t('made'),
            render: (row) => <Positions row={row} />,
          },
          {
            key: 'total',
            title: t('carried'),
            align: 'right',
            render: (row) => <Money value={row.carried_total} strong />,
          },
          {
            key: 'stays',
            title: t('stays'),
            render: (row) => (
              <>
                <div>
                  {t('paid')} <Money value={row.paid} />
                </div>
                {row.recovered === '0.00' ? null : (
                  <div>
                    {t('recovered')} <Money value={row.recovered} />
                  </div>
                )}
              </>
            ),
          },
          ...(closed
            ? [
                {
                  key: 'to',
                  title: t('to'),
                  render: (row: YearEndAllotmentView) =>
                    row.to_allotment_id ? (
                      <Link to="/app/finance/ledger" search={{ allotment_id: row.to_allotment_id }} className="yc-link">
                        {t('toYear', { year: year + 1 })}
                        <span className="yc-visually-hidden"> {row.budget_line}</span>
                      </Link>
                    ) : (
                      '—'
                    ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

/** What the carried money is, as far as there is any. */
function Positions({ row }: { row: YearEndAllotmentView }) {
  const { t } = useTranslation('years');
  const found = POSITIONS.filter((position) => row.carried[position] !== '0.00');
  if (found.length === 0) return <>—</>;
  return (
    <>
      {found.map((position) => (
        <div key={position}>
          {t(`positions.${position}`)} <Money value={row.carried[position]} />
        </div>
      ))}
    </>
  );
}
