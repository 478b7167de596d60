/** A straight scale of a drawing: what its two ends stand for. */
export interface Scale {
  from: number;
  to: number;
}

/** Where a value lies on the scale, in per cent of its length; in the middle when both ends are the same. */
export function placeOn({ from, to }: Scale, value: number): number {
  return to === from ? 50 : ((value - from) / (to - from)) * 100;
}

/** A round step (1, 2 or 5 times a power of ten) that lays about so many marks between the ends. */
function stepOf({ from, to }: Scale, marks: number): number {
  const rough = (to - from) / marks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => rough <= one * power) ?? 10;
  return factor * power;
}

const clean = (value: number): number => Number(value.toFixed(6)) || 0;

/** The smallest scale with round ends that holds all values. */
export function roundScale(values: number[], marks = 5): Scale {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return { from: 0, to: 1 };
  if (from === to) return { from: from - 1, to: to + 1 };
  const step = stepOf({ from, to }, marks);
  return { from: clean(Math.floor(from / step) * step), to: clean(Math.ceil(to / step) * step) };
}

/** A round scale with zero in its middle. */
export function evenScale(values: number[]): Scale {
  const largest = Math.max(...values.map(Math.abs), 0);
  const { to } = roundScale([0, largest || 1], 3);
  return { from: -to, to };
}

/** Round values from end to end, for the marks under a drawing. */
export function marksOf(scale: Scale, marks = 5, whole = false): number[] {
  if (scale.to <= scale.from) return [scale.from];
  const step = whole ? Math.max(1, stepOf(scale, marks)) : stepOf(scale, marks);
  const first = Math.ceil(scale.from / step - 1e-9) * step;
  const count = Math.floor((scale.to - first) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, index) => clean(first + index * step));
}
