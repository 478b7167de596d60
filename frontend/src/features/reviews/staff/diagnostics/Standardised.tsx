import { Chart } from '@/components/app/Chart';
import { LegendEntry, type Mark, Plot } from '@/components/app/Plot';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { roundScale } from '@/lib/scale';
import { figure } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';
import { useTitle } from './titles';

/** What each proposal would have if all reviewers used one scale, beside its plain mean. */
export function Standardised({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  const title = useTitle();
  const { standardised } = found;
  const means = new Map(found.additive.proposals.map((row) => [row.proposal, row.mean]));
  const drawn = standardised.proposals.filter((row) => row.mean != null);
  const usable = standardised.reviewers.filter((row) => row.usable).length;
  const figures = drawn.flatMap((row) =>
    [row.mean, means.get(row.proposal)].flatMap((text) => (text == null ? [] : [Number(text)])),
  );
  return (
    <Chart
      title={t('diagnostics.standardised')}
      text={t('diagnostics.standardisedText')}
      finding={
        usable === 0
          ? t('diagnostics.standardisedNone')
          : t('diagnostics.standardisedSome', { usable, all: standardised.reviewers.length })
      }
      legend={
        drawn.length === 0 ? null : (
          <>
            <LegendEntry kind="dot" text={t('diagnostics.rescaled')} />
            <LegendEntry kind="ring" tone="quiet" text={t('diagnostics.mean')} />
          </>
        )
      }
      table={
        <>
          <Proposals found={found} means={means} />
          <Reviewers found={found} />
        </>
      }
    >
      {drawn.length === 0 ? null : (
        <Plot
          scale={roundScale(figures)}
          rows={drawn.map((row) => ({
            key: row.proposal,
            name: title(row.proposal),
            note: `${row.proposal} · ${t('diagnostics.usableReviews', { count: row.n })}`,
            value: figure(row.mean),
            marks: marksFor(row.mean, means.get(row.proposal)),
          }))}
        />
      )}
    </Chart>
  );
}

function marksFor(rescaled: string | null | undefined, plain: string | null | undefined): Mark[] {
  return [
    ...(plain == null ? [] : [{ kind: 'ring' as const, at: Number(plain), tone: 'quiet' as const }]),
    ...(rescaled == null ? [] : [{ kind: 'dot' as const, at: Number(rescaled) }]),
  ];
}

function Proposals({
  found,
  means,
}: {
  found: DiagnosticsView;
  means: ReadonlyMap<string, string | null | undefined>;
}) {
  const { t } = useTranslation('reviews');
  return (
    <PlainTable
      caption={t('diagnostics.standardised')}
      captionVisible
      rows={found.standardised.proposals}
      rowKey={(row) => row.proposal}
      columns={[
        { key: 'proposal', title: t('diagnostics.proposal'), primary: true, render: (row) => row.proposal },
        { key: 'n', title: t('diagnostics.usableN'), align: 'right', render: (row) => row.n },
        {
          key: 'mean',
          title: t('diagnostics.mean'),
          align: 'right',
          render: (row) => figure(means.get(row.proposal)),
        },
        { key: 'rescaled', title: t('diagnostics.rescaled'), align: 'right', render: (row) => figure(row.mean) },
      ]}
    />
  );
}

function Reviewers({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('reviews');
  return (
    <PlainTable
      caption={t('diagnostics.scales')}
      captionVisible
      rows={found.standardised.reviewers}
      rowKey={(row) => row.reviewer}
      columns={[
        { key: 'reviewer', title: t('diagnostics.reviewer'), primary: true, render: (row) => row.reviewer },
        { key: 'n', title: t('diagnostics.n'), align: 'right', render: (row) => row.n },
        { key: 'mean', title: t('diagnostics.ownMean'), align: 'right', render: (row) => figure(row.mean) },
        { key: 'sd', title: t('diagnostics.sd'), align: 'right', render: (row) => figure(row.sd) },
        {
          key: 'usable',
          title: t('diagnostics.usable'),
          render: (row) => t(row.usable ? 'diagnostics.usableYes' : 'diagnostics.usableNo'),
        },
      ]}
    />
  );
}
