import { Chart } from '@/components/app/Chart';
import { LegendEntry, type Mark, Plot } from '@/components/app/Plot';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { evenScale } from '@/lib/scale';
import { figure, signed } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';

type Row = DiagnosticsView['additive']['reviewers'][number];

const byPoints = (a: Row, b: Row) => Number(b.points ?? 0) - Number(a.points ?? 0);

/** Who scores higher and who lower than the panel, each with its standard error, around zero. */
export function Leniency({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const { reviewers, components } = found.additive;
  const reach = reviewers.flatMap((row) => {
    const [points, error] = [Number(row.points ?? 0), Number(row.standard_error ?? 0)];
    return [points - error, points + error];
  });
  const scale = evenScale(reach);
  const groups = [...new Set(reviewers.map((row) => row.component))].sort((a, b) => a - b);
  return (
    <Chart
      title={t('leniency')}
      text={t('leniencyText')}
      finding={<Finding reviewers={reviewers} />}
      legend={
        <>
          <LegendEntry kind="dot" text={t('legend.points')} />
          <LegendEntry kind="line" text={t('legend.error')} />
        </>
      }
      table={<Table found={found} />}
    >
      {groups.map((group) => (
        <div key={group}>
          {components > 1 ? <p className="yc-strong">{t('component', { n: group })}</p> : null}
          <Plot
            scale={scale}
            guides={[{ at: 0, kind: 'zero' }]}
            markText={(value) => (value > 0 ? `+${value}` : String(value))}
            rows={reviewers
              .filter((row) => row.component === group)
              .sort(byPoints)
              .map((row) => ({
                key: row.reviewer,
                name: row.reviewer,
                value: signed(row.points),
                marks: marksFor(row),
              }))}
          />
        </div>
      ))}
    </Chart>
  );
}

function marksFor(row: Row): Mark[] {
  if (row.points == null) return [];
  const [at, error] = [Number(row.points), Number(row.standard_error ?? 0)];
  return [
    { kind: 'line', from: at - error, to: at + error },
    { kind: 'dot', at },
  ];
}

/** The most lenient and the most severe, in words. */
function Finding({ reviewers }: { reviewers: Row[] }) {
  const { t } = useTranslation('diagnostics');
  const known = reviewers.filter((row) => row.points != null).sort(byPoints);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first === last) return <>{t('leniencyNone')}</>;
  return (
    <>
      {t('leniencyFinding', {
        lenient: first.reviewer,
        high: signed(first.points),
        severe: last.reviewer,
        low: signed(last.points),
      })}
    </>
  );
}

function Table({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const { reviewers, components } = found.additive;
  return (
    <PlainTable
      caption={t('leniency')}
      rows={reviewers}
      rowKey={(row) => row.reviewer}
      columns={[
        { key: 'reviewer', title: t('reviewer'), primary: true, render: (row) => row.reviewer },
        ...(components > 1
          ? [
              {
                key: 'component',
                title: t('comparable'),
                render: (row: Row) => t('component', { n: row.component }),
              },
            ]
          : []),
        { key: 'n', title: t('n'), align: 'right', render: (row) => row.n },
        { key: 'points', title: t('points'), align: 'right', render: (row) => signed(row.points) },
        { key: 'error', title: t('error'), align: 'right', render: (row) => figure(row.standard_error) },
      ]}
    />
  );
}
