import { Chart } from '@/components/app/Chart';
import { LegendEntry, type Mark, Plot } from '@/components/app/Plot';
import { PlainTable } from '@/components/base/PlainTable';
import { textOf, useTranslation } from '@/lib/i18n';
import { roundScale } from '@/lib/scale';
import { figure } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';
import { useTitle } from './titles';

type Row = DiagnosticsView['flagged'][number];

/** Scores far from those of the others, each with the mean of the others. */
export function Flags({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const title = useTitle();
  const { flagged } = found;
  const values = flagged.flatMap((row) =>
    [row.total, row.others].flatMap((text) => (text == null ? [] : [Number(text)])),
  );
  if (flagged.length === 0) {
    return (
      <section className="app-chart">
        <h3>{t('flags')}</h3>
        {found.flagged_reviewers.length === 0 ? (
          <p className="app-chart__finding">{t('noFlags')}</p>
        ) : (
          <p className="yc-muted">{t('flagsText')}</p>
        )}
        <Reviewers found={found} />
      </section>
    );
  }
  return (
    <>
      <Chart
        title={t('flags')}
        text={t('flagsText')}
        finding={t('flagsSome', { count: flagged.length })}
        legend={
          <>
            <LegendEntry kind="dot" tone="warning" text={t('legend.total')} />
            <LegendEntry kind="ring" tone="quiet" text={t('others')} />
          </>
        }
        table={<Table found={found} />}
      >
        <Plot
          scale={roundScale(values)}
          rows={flagged.map((row) => ({
            key: `${row.proposal}/${row.reviewer}`,
            name: `${row.reviewer}${t('common:colon')}${title(row.proposal)}`,
            note: row.flags.map(flagText).join(t('common:comma')),
            value: figure(row.total),
            marks: marksFor(row),
          }))}
        />
      </Chart>
      <Reviewers found={found} />
    </>
  );
}

function flagText(code: string): string {
  return textOf(`diagnostics:flag.${code}`) ?? code;
}

function marksFor({ total, others }: Row): Mark[] {
  return [
    ...(total == null || others == null
      ? []
      : [{ kind: 'line' as const, from: Number(total), to: Number(others), tone: 'quiet' as const }]),
    ...(others == null ? [] : [{ kind: 'ring' as const, at: Number(others), tone: 'quiet' as const }]),
    ...(total == null ? [] : [{ kind: 'dot' as const, at: Number(total), tone: 'warning' as const }]),
  ];
}

/** Whole sets of scores that ask for an explanation. */
function Reviewers({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  if (found.flagged_reviewers.length === 0) return null;
  return (
    <ul className="app-plainlist">
      {found.flagged_reviewers.map((row) => (
        <li key={row.reviewer + row.reason}>
          {row.reviewer}
          {t('common:colon')}
          {flagText(row.reason)}
        </li>
      ))}
    </ul>
  );
}

function Table({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  return (
    <PlainTable
      caption={t('flags')}
      rows={found.flagged}
      rowKey={(row) => `${row.proposal}/${row.reviewer}`}
      columns={[
        { key: 'proposal', title: t('proposal'), primary: true, render: (row) => row.proposal },
        { key: 'reviewer', title: t('reviewer'), render: (row) => row.reviewer },
        { key: 'total', title: t('total'), align: 'right', render: (row) => figure(row.total) },
        { key: 'others', title: t('others'), align: 'right', render: (row) => figure(row.others) },
        { key: 'why', title: t('why'), render: (row) => row.flags.map(flagText).join(t('common:comma')) },
      ]}
    />
  );
}
