import { type ReactNode, useId } from 'react';

/** A titled part of a page. */
export function Card({
  title,
  extra,
  children,
  flush = false,
  id,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  /** No inner padding: for tables. */
  flush?: boolean;
  /** Anchor for links inside the page. */
  id?: string;
}) {
  const heading = useId();
  return (
    <section
      id={id}
      className={flush ? 'app-card app-card--flush' : 'app-card'}
      aria-labelledby={title ? heading : undefined}
    >
      {title ? (
        <div className="app-card__head">
          <h2 id={heading}>{title}</h2>
          {extra ? <div className="app-card__extra yc-no-print">{extra}</div> : null}
        </div>
      ) : null}
      <div className="app-card__body">{children}</div>
    </section>
  );
}
