import { Chart } from '@/components/app/Chart';
import { LegendEntry, type Mark, Plot } from '@/components/app/Plot';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { boundsOf, figure, levelOf, MEASURES, type Measure } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';

/** How far the reviewers agree, each measure with what it means. */
export function Agreement({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const { reliability } = found;
  const known = MEASURES.filter((measure) => reliability[measure] != null);
  const panel = levelOf('icc2k', reliability.icc2k);
  const words = (measure: Measure) => {
    const level = levelOf(measure, reliability[measure]);
    return level ? t(`level.${level}`) : t('undefined');
  };
  return (
    <Chart
      title={t('reliability')}
      text={t('block', {
        proposals: reliability.block.proposals.length,
        reviewers: reliability.block.reviewers.length,
      })}
      finding={panel ? t(`panel.${panel}`, { value: figure(reliability.icc2k) }) : t('panel.none')}
      legend={
        <>
          <LegendEntry kind="dot" text={t('value')} />
          <LegendEntry kind="tick" tone="quiet" text={t('legend.bounds')} />
        </>
      }
      table={
        <PlainTable
          caption={t('reliability')}
          rows={[...MEASURES]}
          rowKey={(measure) => measure}
          columns={[
            {
              key: 'measure',
              title: t('measure'),
              primary: true,
              render: (measure) => t(`${measure}`),
            },
            {
              key: 'value',
              title: t('value'),
              align: 'right',
              render: (measure) => figure(reliability[measure]),
            },
            { key: 'level', title: t('levelTitle'), nowrap: true, render: words },
            { key: 'meaning', title: t('meaningTitle'), render: (one) => t(`meaning.${one}`) },
          ]}
        />
      }
    >
      <Plot
        scale={{
          from: Math.min(0, ...known.map((measure) => Math.floor(Number(reliability[measure]) * 5) / 5)),
          to: 1,
        }}
        guides={[{ at: 0, kind: 'zero' }]}
        rows={MEASURES.map((measure) => ({
          key: measure,
          name: `${t(`${measure}`)}${t('common:colon')}${words(measure)}`,
          note: t(`meaning.${measure}`),
          value: figure(reliability[measure]),
          marks: marksFor(measure, reliability[measure]),
        }))}
      />
    </Chart>
  );
}

function marksFor(measure: Measure, value: string | null | undefined): Mark[] {
  return [
    ...boundsOf(measure).map((at) => ({ kind: 'tick' as const, at, tone: 'quiet' as const })),
    ...(value == null ? [] : [{ kind: 'dot' as const, at: Number(value) }]),
  ];
}
