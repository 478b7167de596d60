import { marksOf, placeOn, type Scale } from '@/lib/scale';

/** What is drawn at a place of the scale. Each kind has a shape of its own, so that nothing hangs on colours. */
export type Mark =
  | { kind: 'dot' | 'ring' | 'tick'; at: number; tone?: Tone }
  | { kind: 'bar' | 'line'; from: number; to: number; tone?: Tone };
type Tone = 'plain' | 'warning' | 'quiet';

export interface PlotRow {
  key: string;
  name: string;
  /** A second line under the name. */
  note?: string | undefined;
  /** The figure, beside the drawing. */
  value?: string | undefined;
  marks: Mark[];
}

/** A line through all rows. */
export interface Guide {
  at: number;
  kind: 'zero' | 'limit';
}

/** Rows on one straight scale: the name, the drawing, the figure. Widths are per cent, so it fits a phone. */
export function Plot({
  rows,
  scale,
  guides = [],
  whole = false,
  markText = String,
}: {
  rows: PlotRow[];
  scale: Scale;
  guides?: Guide[];
  /** Only whole values are marked under the drawing. */
  whole?: boolean;
  markText?: (value: number) => string;
}) {
  const marks = marksOf(scale, 5, whole);
  return (
    <div className="app-plot">
      {rows.map((row) => (
        <div key={row.key} className="app-plot__row">
          <div className="app-plot__name">
            {row.name}
            {row.note ? <span className="app-plot__note">{row.note}</span> : null}
          </div>
          <div className="app-plot__track">
            <svg overflow="visible" focusable="false">
              <title>{[row.name, row.value].filter(Boolean).join(' ')}</title>
              {marks.map((at) => (
                <Upright key={at} at={placeOn(scale, at)} className="app-plot__grid" />
              ))}
              {guides.map((guide) => (
                <Upright
                  key={guide.kind}
                  at={placeOn(scale, guide.at)}
                  className={`app-plot__guide app-plot__guide--${guide.kind}`}
                />
              ))}
              {row.marks.map((mark) => (
                <MarkShape key={`${mark.kind}-${'at' in mark ? mark.at : mark.from}`} mark={mark} scale={scale} />
              ))}
            </svg>
          </div>
          <div className="app-plot__value">{row.value}</div>
        </div>
      ))}
      <div className="app-plot__row app-plot__row--axis">
        <div className="app-plot__track">
          <div className="app-plot__axis">
            {marks.map((at) => (
              <span key={at} style={{ left: `${placeOn(scale, at)}%` }}>
                {markText(at)}
              </span>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

function Upright({ at, className }: { at: number; className: string }) {
  return <line x1={`${at}%`} x2={`${at}%`} y1="0" y2="100%" className={className} />;
}

function MarkShape({ mark, scale }: { mark: Mark; scale: Scale }) {
  const className = `app-plot__${mark.kind} app-plot__mark--${mark.tone ?? 'plain'}`;
  if ('from' in mark) {
    const left = placeOn(scale, Math.min(mark.from, mark.to));
    const right = placeOn(scale, Math.max(mark.from, mark.to));
    if (mark.kind === 'line') return <line x1={`${left}%`} x2={`${right}%`} y1="50%" y2="50%" className={className} />;
    // Half its height above the middle.
    const up = 'translate(0 -5)';
    return <rect x={`${left}%`} width={`${right - left}%`} y="50%" height={10} transform={up} className={className} />;
  }
  const at = `${placeOn(scale, mark.at)}%`;
  if (mark.kind === 'tick') return <line x1={at} x2={at} y1="20%" y2="80%" className={className} />;
  return <circle cx={at} cy="50%" r={5} className={className} />;
}

/** One entry of a legend: the shape and what it stands for. */
export function LegendEntry({ kind, tone, text }: { kind: Mark['kind'] | 'limit'; tone?: Tone; text: string }) {
  const scale = { from: 0, to: 100 };
  return (
    <span className="app-plot__entry">
      <svg width={24} height={20} focusable="false" aria-hidden="true">
        {kind === 'limit' ? (
          <Upright at={50} className="app-plot__guide app-plot__guide--limit" />
        ) : kind === 'bar' || kind === 'line' ? (
          <MarkShape mark={{ kind, from: 5, to: 95, ...(tone ? { tone } : {}) }} scale={scale} />
        ) : (
          <MarkShape mark={{ kind, at: 50, ...(tone ? { tone } : {}) }} scale={scale} />
        )}
      </svg>
      {text}
    </span>
  );
}
