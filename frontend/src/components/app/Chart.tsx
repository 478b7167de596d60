import { Segmented } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { PlainTable } from '@/components/base/PlainTable';
import { LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';

export interface ChartSeries {
  name: string;
  /** One figure a label, as a decimal string in the unit of the title. */
  values: string[];
}

export interface ChartProps {
  /** Says what is shown, with the unit: `各月拨付（万元）`. */
  title: string;
  labels: string[];
  /** What the labels are, as head of the table's first column. */
  labelTitle: string;
  series: ChartSeries[];
  kind?: 'bar' | 'line';
  /** A label was chosen; for filtering the list below. */
  onPick?: (index: number) => void;
}

/** A chart that is also a table: patterns beside colours, a fixed height, still under reduced motion, fetched when drawn. */
export function Chart(props: ChartProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const id = useId();
  return (
    <figure className="app-chart" aria-labelledby={id}>
      <div className="app-chart__head">
        <figcaption id={id}>{props.title}</figcaption>
        <Segmented
          aria-label={props.title}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('chart.asChart') },
            { value: 'table', label: t('chart.asTable') },
          ]}
        />
      </div>
      {view === 'chart' ? <Drawing {...props} /> : <Figures {...props} />}
    </figure>
  );
}

function Figures({ title, labels, labelTitle, series }: ChartProps) {
  const rows = labels.map((label, index) => ({ label, index }));
  return (
    <PlainTable
      caption={title}
      rows={rows}
      rowKey={(row) => `${row.index}`}
      columns={[
        { key: 'label', title: labelTitle, primary: true, render: (row) => row.label },
        ...series.map((one) => ({
          key: one.name,
          title: one.name,
          align: 'right' as const,
          render: (row: { index: number }) => one.values[row.index] ?? '—',
        })),
      ]}
    />
  );
}

function Drawing({ title, labels, series, kind = 'bar', onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let dispose = () => {};
    let alive = true;
    void import('@/lib/charts').then(({ drawChart }) => {
      if (!alive || !box.current) return;
      dispose = drawChart(box.current, { title, labels, series, kind, ...(onPick ? { onPick } : {}) });
      setReady(true);
    });
    return () => {
      alive = false;
      dispose();
    };
  }, [title, labels, series, kind, onPick]);
  return (
    <div className="app-chart__box">
      {ready ? null : <LoadingState />}
      <div ref={box} className="app-chart__canvas" role="img" aria-label={title} />
    </div>
  );
}
