import { Chart } from '@/components/app/Chart';
import { LegendEntry, type Mark, Plot } from '@/components/app/Plot';
import { PlainTable } from '@/components/base/PlainTable';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { lineAfter } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';
import { useTitle } from './titles';

type Row = DiagnosticsView['pivot']['ranges'][number];

/** Between which places each proposal moves when one reviewer or another is left out, against the funding line. */
export function Ranges({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const title = useTitle();
  const { ranges } = found.pivot;
  const line = lineAfter(ranges);
  const grey = ranges.filter((row) => row.grey).length;
  const stateText = (row: Row) => t(row.grey ? 'grey' : row.funded ? 'funded' : 'firm');
  return (
    <Chart
      title={t('ranges')}
      text={t('rangesText')}
      finding={grey === 0 ? t('greyNone') : t('greySome', { count: grey })}
      legend={
        <>
          <LegendEntry kind="dot" text={t('legend.rank')} />
          {ranges.some((row) => !row.grey && row.best !== row.worst) ? (
            <LegendEntry kind="bar" text={t('legend.range')} />
          ) : null}
          {grey > 0 ? <LegendEntry kind="bar" tone="warning" text={t('legend.grey')} /> : null}
          {line === undefined ? null : <LegendEntry kind="limit" text={t('state')} />}
        </>
      }
      table={<Table found={found} stateText={stateText} />}
    >
      <Plot
        whole
        scale={{ from: 1, to: Math.max(ranges.length, (line ?? 0) + 0.5) }}
        guides={line === undefined ? [] : [{ at: line, kind: 'limit' }]}
        rows={ranges.map((row) => ({
          key: row.proposal,
          name: title(row.proposal),
          note: `${row.proposal} · ${stateText(row)}`,
          value: rangeText(row) ?? '—',
          marks: marksFor(row),
        }))}
      />
    </Chart>
  );
}

function rangeText({ best, worst }: Row): string | undefined {
  if (best == null || worst == null) return undefined;
  return best === worst ? String(best) : `${best}–${worst}`;
}

function marksFor(row: Row): Mark[] {
  const tone = row.grey ? 'warning' : 'plain';
  return [
    ...(row.best == null || row.worst == null
      ? []
      : [{ kind: 'bar' as const, from: row.best, to: row.worst, tone: tone as 'warning' | 'plain' }]),
    ...(row.rank == null ? [] : [{ kind: 'dot' as const, at: row.rank, tone: tone as 'warning' | 'plain' }]),
  ];
}

function Table({ found, stateText }: { found: DiagnosticsView; stateText: (row: Row) => string }) {
  const { t } = useTranslation('diagnostics');
  return (
    <PlainTable
      caption={t('ranges')}
      rows={found.pivot.ranges}
      rowKey={(row) => row.proposal}
      columns={[
        { key: 'proposal', title: t('proposal'), primary: true, render: (row) => row.proposal },
        { key: 'rank', title: t('rank'), align: 'right', render: (row) => row.rank ?? '—' },
        { key: 'range', title: t('ranges'), align: 'right', render: (row) => rangeText(row) ?? '—' },
        { key: 'unranked', title: t('unranked'), align: 'right', render: (row) => row.unranked },
        {
          key: 'state',
          title: t('state'),
          nowrap: true,
          render: (row) => (
            <Tag
              tone={row.grey ? 'waiting' : row.funded ? 'success' : 'neutral'}
              icon={row.grey ? 'question' : row.funded ? 'check' : 'list'}
              text={stateText(row)}
            />
          ),
        },
      ]}
    />
  );
}
