import type { ReactNode } from 'react';
import { DateTime } from './DateTime';
import { Icon, type IconName } from './Icon';
import type { Tone } from './status';

export interface TimelineEntry {
  key: string;
  title: ReactNode;
  at?: string | null | undefined;
  /** Who did it, why, or what comes of it. */
  text?: ReactNode;
  icon?: IconName;
  tone?: Tone;
}

/** What happened, or will happen, in order. */
export function Timeline({ entries, label }: { entries: TimelineEntry[]; label: string }) {
  return (
    <ol className="yc-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key} className="yc-timeline__entry">
          <span className={`yc-timeline__dot yc-tag--${entry.tone ?? 'neutral'}`}>
            <Icon name={entry.icon ?? 'clock'} size="0.95rem" />
          </span>
          <div>
            <div className="yc-timeline__title">{entry.title}</div>
            {entry.at ? (
              <div className="yc-muted">
                <DateTime value={entry.at} />
              </div>
            ) : null}
            {entry.text ? <div className="yc-timeline__text">{entry.text}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
