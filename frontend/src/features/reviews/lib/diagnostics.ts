/** A figure with two decimals for reading; what is not defined is a dash. */
export function figure(text: string | null | undefined): string {
  return text == null ? '—' : Number(text).toFixed(2);
}

/** The same with its sign: what is above zero is said to be. */
export function signed(text: string | null | undefined): string {
  const shown = figure(text);
  return Number(shown) > 0 ? `+${shown}` : shown.replace(/^-(?=0\.00$)/, '');
}

/** Whether a reviewer scored higher or lower than the panel, as far as two decimals show it. */
export function tendency(own: { points?: string | null; standard_error?: string | null }) {
  if (own.points == null || own.standard_error == null) return 'unknown';
  const shown = Number(figure(own.points));
  if (shown === 0) return 'even';
  return shown > 0 ? 'higher' : 'lower';
}

/**
 * Where the funding line runs between the places of a strict ranking: half a place after the last that is funded.
 * Nothing when nobody is.
 */
export function lineAfter(ranges: { rank?: number | null; funded: boolean }[]): number | undefined {
  const funded = ranges.flatMap((row) => (row.funded && row.rank != null ? [row.rank] : []));
  return funded.length === 0 ? undefined : Math.max(...funded) + 0.5;
}

export const MEASURES = ['icc2k', 'icc21', 'icc11', 'icc31', 'kendall_w', 'krippendorff_alpha'] as const;
export type Measure = (typeof MEASURES)[number];

/** How much a measure of agreement says, from little to much. */
export type Level = 'poor' | 'moderate' | 'good' | 'excellent';

/**
 * From where on a measure is read as moderate, good and excellent. Intraclass correlations: Koo and Li 2016; Kendall's
 * W: Schmidt 1997 (0.5 moderate, 0.7 strong, 0.9 unusually strong); Krippendorff's alpha: Krippendorff 2004 (0.667
 * for tentative conclusions, 0.8 reliable), who names no more.
 */
const BOUNDS: Record<'icc' | 'kendall_w' | 'krippendorff_alpha', [number, number, number]> = {
  icc: [0.5, 0.75, 0.9],
  kendall_w: [0.5, 0.7, 0.9],
  krippendorff_alpha: [0.667, 0.8, Number.POSITIVE_INFINITY],
};

/** The finite bounds of a measure, for drawing. */
export function boundsOf(measure: Measure): number[] {
  const bounds = measure === 'kendall_w' || measure === 'krippendorff_alpha' ? BOUNDS[measure] : BOUNDS.icc;
  return bounds.filter(Number.isFinite);
}

/** What the value of a measure amounts to; nothing where it is not defined. */
export function levelOf(measure: Measure, value: string | null | undefined): Level | undefined {
  if (value == null) return undefined;
  const passed = boundsOf(measure).filter((bound) => Number(value) >= bound).length;
  return (['poor', 'moderate', 'good', 'excellent'] as const)[passed];
}
