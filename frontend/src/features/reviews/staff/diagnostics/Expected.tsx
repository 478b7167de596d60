import { Chart } from '@/components/app/Chart';
import { LegendEntry, type Mark, Plot } from '@/components/app/Plot';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { figure } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';
import { useTitle } from './titles';

type Row = DiagnosticsView['expected'][number];

/** Which place each proposal takes on average when its quality is known only up to its standard error. */
export function Expected({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const title = useTitle();
  const { components } = found.additive;
  const ranks = new Map(found.pivot.ranges.map((row) => [row.proposal, row.rank]));
  const rows = [...found.expected].sort((a, b) => a.component - b.component || place(a) - place(b));
  const drawn = rows.filter((row) => row.expected != null);
  const rankOf = (row: Row) => (components > 1 ? null : ranks.get(row.proposal));
  return (
    <Chart
      title={t('expected')}
      text={t('expectedText')}
      finding={drawn.length === 0 ? t('expectedNone') : undefined}
      legend={
        drawn.length === 0 ? null : (
          <>
            <LegendEntry kind="dot" text={t('expected')} />
            {components > 1 ? null : <LegendEntry kind="ring" tone="quiet" text={t('legend.rank')} />}
          </>
        )
      }
      table={
        <PlainTable
          caption={t('expected')}
          rows={rows}
          rowKey={(row) => row.proposal}
          columns={[
            { key: 'proposal', title: t('proposal'), primary: true, render: (row) => row.proposal },
            ...(components > 1
              ? [
                  {
                    key: 'component',
                    title: t('comparable'),
                    render: (row: Row) => t('component', { n: row.component }),
                  },
                ]
              : []),
            { key: 'among', title: t('among'), align: 'right', render: (row) => row.among },
            {
              key: 'expected',
              title: t('expected'),
              align: 'right',
              render: (row) => figure(row.expected),
            },
            {
              key: 'rank',
              title: t('rank'),
              align: 'right',
              render: (row) => ranks.get(row.proposal) ?? '—',
            },
          ]}
        />
      }
    >
      {drawn.length === 0 ? null : (
        <Plot
          whole
          scale={{ from: 1, to: Math.max(...drawn.map((row) => Math.max(row.among, rankOf(row) ?? 1)), 2) }}
          rows={drawn.map((row) => ({
            key: row.proposal,
            name: title(row.proposal),
            note: components > 1 ? `${row.proposal} · ${t('component', { n: row.component })}` : row.proposal,
            value: figure(row.expected),
            marks: marksFor(row, rankOf(row)),
          }))}
        />
      )}
    </Chart>
  );
}

function place(row: Row): number {
  return row.expected == null ? Number.POSITIVE_INFINITY : Number(row.expected);
}

function marksFor(row: Row, rank: number | null | undefined): Mark[] {
  return [
    ...(rank == null ? [] : [{ kind: 'ring' as const, at: rank, tone: 'quiet' as const }]),
    { kind: 'dot', at: Number(row.expected) },
  ];
}
