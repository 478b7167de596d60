import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { usePageTitle } from '@/lib/pageTitle';

export interface Crumb {
  label: string;
  to?: string;
  params?: Record<string, string>;
}

/** The head of a workspace page: way back, the one `h1`, its state, and what can be opened from here. */
export function PageHeader({
  title,
  crumbs = [],
  tags,
  meta,
  extra,
}: {
  title: string;
  crumbs?: Crumb[];
  /** StatusTags beside the title. */
  tags?: ReactNode;
  /** One line under the title: number, dates, owner. */
  meta?: ReactNode;
  /** Buttons and links at the right end. */
  extra?: ReactNode;
}) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <header className="app-pagehead">
      {crumbs.length > 0 ? (
        <nav className="app-crumbs yc-no-print" aria-label={t('back')}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.label}>
                {crumb.to ? (
                  <Link to={crumb.to} params={crumb.params as never} className="yc-link">
                    {crumb.label}
                  </Link>
                ) : (
                  crumb.label
                )}
                <Icon name="right" size="0.9em" />
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="app-pagehead__row">
        <div>
          <div className="app-pagehead__title">
            <h1>{title}</h1>
            {tags}
          </div>
          {meta ? <p className="app-pagehead__meta">{meta}</p> : null}
        </div>
        {extra ? <div className="app-pagehead__extra yc-no-print">{extra}</div> : null}
      </div>
    </header>
  );
}
