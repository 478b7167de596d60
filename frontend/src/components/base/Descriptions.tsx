import type { ReactNode } from 'react';

export interface Description {
  label: ReactNode;
  value: ReactNode;
  /** Takes the whole row. */
  wide?: boolean;
}

/** Labels and values of one thing, as a real `dl`. An empty value is shown as a dash. */
export function Descriptions({ items, columns = 2 }: { items: Description[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className={`yc-descriptions yc-descriptions--${columns}`}>
      {items.map((item, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat and never move, the position is the identity
          key={index}
          className={item.wide ? 'yc-descriptions__item yc-descriptions__item--wide' : 'yc-descriptions__item'}
        >
          <dt>{item.label}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === '' ? '—' : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
