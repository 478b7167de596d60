import { Chart } from '@/components/app/Chart';
import { Plot } from '@/components/app/Plot';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { evenScale } from '@/lib/scale';
import { figure, signed } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';
import { useTitle } from './titles';

/** What meeting severe or lenient reviewers did to each proposal; nothing is drawn where everybody met the same. */
export function Shift({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const title = useTitle();
  const rows = found.additive.proposals;
  const moved = rows.filter((row) => Number(figure(row.shift)) !== 0 && row.shift != null);
  return (
    <Chart
      title={t('shift')}
      text={t('shiftText')}
      finding={moved.length === 0 ? t('shiftNone') : t('shiftSome', { count: moved.length })}
      table={
        <PlainTable
          caption={t('shift')}
          rows={rows}
          rowKey={(row) => row.proposal}
          columns={[
            { key: 'proposal', title: t('proposal'), primary: true, render: (row) => row.proposal },
            { key: 'n', title: t('n'), align: 'right', render: (row) => row.n },
            { key: 'mean', title: t('mean'), align: 'right', render: (row) => figure(row.mean) },
            {
              key: 'adjusted',
              title: t('adjusted'),
              align: 'right',
              render: (row) => figure(row.adjusted),
            },
            {
              key: 'error',
              title: t('error'),
              align: 'right',
              render: (row) => figure(row.standard_error),
            },
            { key: 'shift', title: t('difference'), align: 'right', render: (row) => signed(row.shift) },
          ]}
        />
      }
    >
      {moved.length === 0 ? null : (
        <Plot
          scale={evenScale(moved.map((row) => Number(row.shift)))}
          guides={[{ at: 0, kind: 'zero' }]}
          markText={(value) => (value > 0 ? `+${value}` : String(value))}
          rows={moved.map((row) => ({
            key: row.proposal,
            name: title(row.proposal),
            note: row.proposal,
            value: signed(row.shift),
            marks: [{ kind: 'bar', from: 0, to: Number(row.shift) }],
          }))}
        />
      )}
    </Chart>
  );
}
