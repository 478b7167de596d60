/** Scores are decimal strings with at most two decimals; arithmetic is in hundredths, exact, never in floats. */

export interface ScoredCriterion {
  code: string;
  weight_bp: number;
  min: string;
  max: string;
  step: string;
}

const UNITS = /^(-?)(\d{1,6})(?:\.(\d{1,2}))?$/;

/** Hundredths of a point, or `null` when it is no score. */
export function parseScore(text: string | null | undefined): bigint | null {
  const match = UNITS.exec((text ?? '').trim());
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const units = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return sign === '-' ? -units : units;
}

/** `850n` → `8.5`, as short as it can be written. */
export function scoreText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -2)}${fraction ? `.${fraction}` : ''}`;
}

export type ScoreFault = 'form' | 'out_of_range' | 'off_step';

/** What is wrong with a score as typed; nothing while it is empty. */
export function scoreFault(text: string, criterion: ScoredCriterion): ScoreFault | undefined {
  if (text.trim() === '') return undefined;
  const units = parseScore(text);
  if (units === null) return 'form';
  const min = parseScore(criterion.min) ?? 0n;
  const max = parseScore(criterion.max) ?? 0n;
  const step = parseScore(criterion.step) ?? 1n;
  if (units < min || units > max) return 'out_of_range';
  return step > 0n && (units - min) % step !== 0n ? 'off_step' : undefined;
}

export function isScored(text: string | undefined, criterion: ScoredCriterion): boolean {
  return text !== undefined && text.trim() !== '' && scoreFault(text, criterion) === undefined;
}

/** Whether a criterion weighs nothing: it may be left unscored and is no part of the result. */
export function isAdvisory(criterion: Pick<ScoredCriterion, 'weight_bp'>): boolean {
  return criterion.weight_bp === 0;
}

/** Whether nothing is missing: a valid score, or none where none is needed. */
export function isAnswered(text: string | undefined, criterion: ScoredCriterion): boolean {
  return isScored(text, criterion) || (isAdvisory(criterion) && (text ?? '').trim() === '');
}

/** The part of a criterion that says which scores must be explained. */
export interface ExplainedCriterion extends ScoredCriterion {
  explain_below?: string | null | undefined;
  explain_above?: string | null | undefined;
  explain_chars?: number | null | undefined;
}

/** Whether a score lies outside the band that needs no comment. */
export function mustExplain(text: string | undefined, criterion: ExplainedCriterion): boolean {
  const units = isScored(text, criterion) ? parseScore(text) : null;
  if (units === null) return false;
  const below = parseScore(criterion.explain_below);
  const above = parseScore(criterion.explain_above);
  return (below !== null && units < below) || (above !== null && units > above);
}

/** How many characters of comments are still missing to explain a score; comments of both kinds count together. */
export function explanationLeft(criterion: ExplainedCriterion, comments: (string | undefined)[]): number {
  const written = comments.reduce((sum, text) => sum + [...(text ?? '').trim()].length, 0);
  return Math.max(0, (criterion.explain_chars ?? 1) - written);
}

/** One step up or down, within the range; an empty score starts at the lowest or the highest. */
export function stepScore(text: string, criterion: ScoredCriterion, direction: 1 | -1): string {
  const min = parseScore(criterion.min) ?? 0n;
  const max = parseScore(criterion.max) ?? 0n;
  const step = parseScore(criterion.step) ?? 1n;
  const units = parseScore(text);
  if (units === null) return scoreText(direction === 1 ? min : max);
  const below = min + ((units - min) / step) * step;
  const aligned = below === units;
  const next = aligned ? units + BigInt(direction) * step : direction === 1 ? below + step : below;
  return scoreText(next < min ? min : next > max ? max : next);
}

export interface RunningTotal {
  /** Points out of 100 of the criteria scored so far, rounded once, half up, to two decimals. */
  text: string;
  /** The points that the criteria scored so far could have brought. */
  possible: string;
  /** How many criteria that count are scored. */
  scored: number;
  /** How many there are. */
  all: number;
  complete: boolean;
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** `numerator / denominator` to two decimals, half up. */
function rounded(numerator: bigint, denominator: bigint): string {
  const hundredths = (numerator * 200n + denominator) / (denominator * 2n);
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * The weighted total out of 100: Σ weight × (score − min) / (max − min), as one fraction and rounded once at the end,
 * the same way the server does it. Criteria without a valid score count nothing,
 * advisory ones never.
 */
export function runningTotal(rubric: ScoredCriterion[], scores: Record<string, string>): RunningTotal {
  const criteria = rubric.filter((criterion) => !isAdvisory(criterion));
  const ranges = criteria.map((criterion) => (parseScore(criterion.max) ?? 0n) - (parseScore(criterion.min) ?? 0n));
  const common = ranges.reduce((all, range) => (range > 0n ? lcm(all, range) : all), 1n);
  let numerator = 0n;
  let possible = 0n;
  let scored = 0;
  criteria.forEach((criterion, index) => {
    const text = scores[criterion.code];
    const range = ranges[index] ?? 0n;
    if (!isScored(text, criterion) || range <= 0n) return;
    const above = (parseScore(text) ?? 0n) - (parseScore(criterion.min) ?? 0n);
    numerator += BigInt(criterion.weight_bp) * above * (common / range);
    possible += BigInt(criterion.weight_bp);
    scored += 1;
  });
  return {
    // Weights are in basis points: 10 000 of them are 100 points.
    text: rounded(numerator, common * 100n),
    possible: rounded(possible, 100n).replace(/\.?0+$/, ''),
    scored,
    all: criteria.length,
    complete: scored === criteria.length && criteria.length > 0,
  };
}
