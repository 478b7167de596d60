import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { tokens } from '@/styles/tokens';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Drawing {
  title: string;
  labels: string[];
  series: { name: string; values: string[] }[];
  kind: 'bar' | 'line';
  onPick?: (index: number) => void;
}

/** Draws into a box of fixed height and follows its width; answers with the way to take it down. */
export function drawChart(box: HTMLElement, { labels, series, kind, onPick }: Drawing): () => void {
  const chart = init(box, undefined, { renderer: 'svg' });
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  chart.setOption({
    animation: !still,
    animationDuration: 250,
    color: [tokens.primary, '#b45f06', tokens.success, '#5b3a9e'],
    textStyle: { fontFamily: tokens.font, fontSize: 14, color: tokens.ink },
    aria: { enabled: true, decal: { show: series.length > 1 } },
    grid: { left: 8, right: 16, top: series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    legend: series.length > 1 ? { top: 0, left: 0 } : undefined,
    tooltip: { trigger: 'axis', confine: true },
    xAxis: { type: 'category', data: labels, axisLabel: { color: tokens.muted } },
    yAxis: { type: 'value', axisLabel: { color: tokens.muted }, splitLine: { lineStyle: { color: '#e4e9f0' } } },
    series: series.map(({ name, values }) => ({ type: kind, name, data: values, barMaxWidth: 40 })),
  });
  if (onPick) chart.on('click', (event) => onPick(event.dataIndex));
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(box);
  return () => {
    watch.disconnect();
    chart.dispose();
  };
}
