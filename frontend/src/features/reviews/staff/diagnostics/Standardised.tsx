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
  const { t } = useTranslation('diagnostics');
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
      title={t('standardised')}
      text={t('standardisedText')}
      finding={
        usable === 0 ? t('standardisedNone') : t('standardisedSome', { usable, all: standardised.reviewers.length })
      }
      legend={
        drawn.length === 0 ? null : (
          <>
            <LegendEntry kind="dot" text={t('rescaled')} />
            <LegendEntry kind="ring" tone="quiet" text={t('mean')} />
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
            note: `${row.proposal} · ${t('usableReviews', { count: row.n })}`,
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
  const { t } = useTranslation('diagnostics');
  return (
    <PlainTable
      caption={t('standardised')}
      captionVisible
      rows={found.standardised.proposals}
      rowKey={(row) => row.proposal}
      columns={[
        { key: 'proposal', title: t('proposal'), primary: true, render: (row) => row.proposal },
        { key: 'n', title: t('usableN'), align: 'right', render: (row) => row.n },
        {
          key: 'mean',
          title: t('mean'),
          align: 'right',
          render: (row) => figure(means.get(row.proposal)),
        },
        { key: 'rescaled', title: t('rescaled'), align: 'right', render: (row) => figure(row.mean) },
      ]}
    />
  );
}

function Reviewers({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  return (
    <PlainTable
      caption={t('scales')}
      captionVisible
      rows={found.standardised.reviewers}
      rowKey={(row) => row.reviewer}
      columns={[
        { key: 'reviewer', title: t('reviewer'), primary: true, render: (row) => row.reviewer },
        { key: 'n', title: t('n'), align: 'right', render: (row) => row.n },
        { key: 'mean', title: t('ownMean'), align: 'right', render: (row) => figure(row.mean) },
        { key: 'sd', title: t('sd'), align: 'right', render: (row) => figure(row.sd) },
        {
          key: 'usable',
          title: t('usable'),
          render: (row) => t(row.usable ? 'usableYes' : 'usableNo'),
        },
      ]}
    />
  );
}
