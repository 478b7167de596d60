import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface TabLink {
  to: string;
  params?: Record<string, string>;
  label: ReactNode;
  /** Only this exact address counts as current. */
  exact?: boolean;
}

/** The parts of one thing, each with its own address: tabs that are links. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav className="app-tabs yc-no-print" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              params={tab.params as never}
              className="app-tab yc-navlink"
              activeOptions={{ exact: tab.exact ?? false, includeSearch: false }}
              activeProps={{ 'data-current': '', 'aria-current': 'page' }}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
