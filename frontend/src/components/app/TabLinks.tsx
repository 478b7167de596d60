import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

export interface TabLink {
  to: string;
  params?: Record<string, string>;
  label: ReactNode;
  /** Only this exact address counts as current. */
  exact?: boolean;
}

/** The parts of one thing, each with its own address: tabs that are links. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  const box = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  // On a phone the tabs scroll sideways: the current one is brought into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address has another current tab
  useEffect(() => {
    const nav = box.current;
    const current = nav?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!nav || !current) return;
    nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav ref={box} className="app-tabs yc-no-print" aria-label={label}>
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
