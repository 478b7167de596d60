import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface Figure {
  key: string;
  label: ReactNode;
  value: ReactNode;
  /** Where the things behind the figure are listed. */
  to?: string;
  params?: Record<string, string>;
  search?: Record<string, string>;
  hint?: ReactNode;
}

/** A row of headline figures, each a link to what it counts. */
export function Figures({ items, label }: { items: Figure[]; label?: string }) {
  return (
    <dl className="app-figures" aria-label={label}>
      {items.map((item) => (
        <div key={item.key} className="app-figure">
          <dt>{item.label}</dt>
          <dd>
            {item.to ? (
              <Link to={item.to} params={item.params as never} search={item.search as never} className="yc-link">
                {item.value}
              </Link>
            ) : (
              item.value
            )}
            {item.hint ? <span className="app-figure__hint">{item.hint}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
