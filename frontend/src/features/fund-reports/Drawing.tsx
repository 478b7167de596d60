import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface Series {
  name: string;
  /** In the unit of the axis; only for the eye. */
  values: number[];
  tone: 'primary' | 'success' | 'warning' | 'danger' | 'control';
}

/** Bars side by side. Patterns tell the series apart where colours do not; the words and figures stand beside it. */
export default function Drawing({
  names,
  series,
  across = false,
  most,
}: {
  names: string[];
  series: Series[];
  /** Bars that lie, for long names. */
  across?: boolean;
  /** The end of the scale, where it is known. */
  most?: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    // Names take a third of the width at most.
    const draw = () => chart.setOption(optionOf(names, series, across ? chart.getWidth() / 3 : undefined, most));
    draw();
    const watch = new ResizeObserver(() => {
      chart.resize();
      draw();
    });
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [names, series, across, most]);
  return <div ref={box} className="app-echart" style={{ height: across ? 72 + names.length * 44 : 300 }} />;
}

/** A colour or font of the theme, as `token('css')` has it. */
function token(name: 'ink' | 'line' | 'control' | 'font' | Series['tone']): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** `room` is what the names of lying bars may take, in pixels. */
function optionOf(
  names: string[],
  series: Series[],
  room: number | undefined,
  most: number | undefined,
): EChartsCoreOption {
  const across = room !== undefined;
  const text = { color: token('ink'), fontFamily: token('font'), fontSize: 13 };
  const kinds = {
    type: 'category',
    data: names,
    inverse: across,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: token('control') } },
    axisLabel: { ...text, ...(across ? { width: room, overflow: 'truncate' } : {}) },
  };
  const scale = {
    type: 'value',
    axisLabel: { ...text, hideOverlap: true },
    splitLine: { lineStyle: { color: token('line') } },
    ...(most === undefined ? {} : { min: 0, max: most }),
  };
  return {
    animation: false,
    textStyle: text,
    aria: { enabled: true, decal: { show: true } },
    grid: { left: 8, right: 24, top: series.length > 1 ? 44 : 16, bottom: 8, containLabel: true },
    ...(series.length > 1 ? { legend: { top: 0, left: 0, textStyle: text } } : {}),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, textStyle: text },
    xAxis: across ? scale : kinds,
    yAxis: across ? kinds : scale,
    series: series.map((one) => ({
      type: 'bar',
      name: one.name,
      data: one.values,
      barMaxWidth: 28,
      itemStyle: { color: token(one.tone) },
    })),
  };
}
