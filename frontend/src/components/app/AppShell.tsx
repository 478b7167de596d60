import { Link, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { type ComponentProps, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Brand } from '@/components/base/Brand';
import { DemoBanner } from '@/components/base/DemoBanner';
import { Icon } from '@/components/base/Icon';
import { OfflineBanner } from '@/components/base/OfflineBanner';
import { LanguageSwitch } from '@/components/base/Preferences';
import { RouteFocus } from '@/components/base/RouteFocus';
import { useServerNow } from '@/lib/clock';
import { useTranslation } from '@/lib/i18n';
import { navigationOf } from '@/lib/permissions';
import '@/styles/app.css';
import '@/styles/print-app.css';
import { useGrantLabel } from '@/lib/scopes';
import { chooseGrant, signOut, useActiveGrant, useSession } from '@/lib/session';

const Drawer = lazy(() => import('./kit/Drawer'));
const Dropdown = lazy(() => import('./kit/Dropdown'));

/** The frame of the workspace: header, side navigation of the active role, main. */
export function AppShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [menu, setMenu] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation closes the menu
  useEffect(() => setMenu(false), [path]);
  return (
    <div className="app-shell">
      <a className="yc-skip" href="#main">
        {t('skip')}
      </a>
      <header className="app-header">
        <button
          type="button"
          className="yc-btn yc-btn--bare app-header__menu"
          aria-label={t('nav.menu')}
          aria-expanded={menu}
          onClick={() => {
            setDrawn(true);
            setMenu(true);
          }}
        >
          <Icon name="menu" size="1.5rem" />
        </button>
        <Brand to="/app" />
        <div className="app-header__tools">
          <span className="app-header__wide">
            <RoleSwitch />
          </span>
          <span className="app-header__wide">
            <LanguageSwitch />
          </span>
          <UserMenu />
        </div>
      </header>
      <DemoBanner controls />
      <SessionWarning />
      <OfflineBanner />
      <div className="app-body">
        <div className="app-side">
          <SideNav />
        </div>
        <main id="main" className="app-main yc-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      {drawn ? (
        <Suspense>
          <Drawer open={menu} onClose={() => setMenu(false)} placement="left" size={288} title={t('nav.workspace')}>
            <div className="app-drawer__tools">
              <RoleSwitch />
              <LanguageSwitch />
            </div>
            <SideNav />
          </Drawer>
        </Suspense>
      ) : null}
      <RouteFocus />
    </div>
  );
}

function SideNav() {
  const { t } = useTranslation();
  const router = useRouter();
  const grant = useActiveGrant();
  const groups = navigationOf(grant?.role, (to) => to in router.routesByPath);
  return (
    <nav className="app-nav" aria-label={t('nav.workspace')}>
      <ul>
        <NavLink to="/app" icon="home" label={t('session.workspace')} exact />
      </ul>
      {groups.map((group) => (
        <div key={group.section}>
          <p className="app-nav__section">{t(`nav.${group.section}Section`)}</p>
          <ul>
            {group.items.map((item) => (
              <NavLink
                key={item.to}
                to={item.to}
                icon={item.icon}
                label={t(`nav.${item.label}`)}
                exact={item.label === 'overview' || item.label === 'assignments'}
              />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavLink({
  to,
  icon,
  label,
  exact = false,
}: {
  to: string;
  icon: Parameters<typeof Icon>[0]['name'];
  label: string;
  exact?: boolean;
}) {
  return (
    <li>
      <Link
        to={to}
        className="yc-navlink app-nav__link"
        activeOptions={{ exact, includeSearch: false }}
        activeProps={{ 'data-current': 'true', 'aria-current': 'page' }}
      >
        <Icon name={icon} />
        {label}
      </Link>
    </li>
  );
}

function RoleSwitch() {
  const { t } = useTranslation();
  const { grants } = useSession().user;
  const { full } = useGrantLabel();
  const active = useActiveGrant();
  const navigate = useNavigate();
  if (!active) return null;
  if (grants.length < 2) {
    return <span className="app-header__role">{full(active)}</span>;
  }
  return (
    <MenuButton
      className="app-header__role"
      menu={{
        selectable: true,
        selectedKeys: [active.id],
        items: grants.map((grant) => ({ key: grant.id, label: full(grant) })),
        onClick: ({ key }) => {
          chooseGrant(key);
          void navigate({ to: '/app' });
        },
      }}
    >
      <span className="yc-visually-hidden">{t('session.switchRole')}</span>
      {full(active)}
    </MenuButton>
  );
}

/** A button of the header with a menu; locked for the moment until the menu's code has come. */
function MenuButton({
  menu,
  className = '',
  children,
}: {
  menu: ComponentProps<typeof Dropdown>['menu'];
  className?: string;
  children: ReactNode;
}) {
  const button = (ready: boolean) => (
    <button type="button" className={`yc-btn yc-btn--bare ${className}`} aria-haspopup="menu" disabled={!ready}>
      {children}
      <Icon name="down" />
    </button>
  );
  return (
    <Suspense fallback={button(false)}>
      <Dropdown trigger={['click']} menu={menu}>
        {button(true)}
      </Dropdown>
    </Suspense>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate();
  return (
    <MenuButton
      menu={{
        items: [
          { key: 'account', label: t('session.account'), icon: <Icon name="user" /> },
          { key: 'site', label: t('nav.publicSite'), icon: <Icon name="globe" /> },
          { type: 'divider' },
          { key: 'logout', label: t('session.logout'), icon: <Icon name="logout" /> },
        ],
        onClick: ({ key }) => {
          if (key === 'account') void navigate({ to: '/app/account' });
          if (key === 'site') void navigate({ to: '/' });
          if (key === 'logout') void signOut().then(() => navigate({ to: '/login' }));
        },
      }}
    >
      <Icon name="user" /> {user.name}
    </MenuButton>
  );
}

/** Warns ten minutes before the session ends, so that nothing is lost. */
function SessionWarning() {
  const { t } = useTranslation();
  const { expires_at } = useSession();
  useServerNow(30_000);
  // Sessions end by the machine's clock, which a demonstration does not move.
  const minutes = Math.ceil((Date.parse(expires_at) - Date.now()) / 60_000);
  return (
    <div role="status" className="yc-no-print">
      {minutes <= 10 && minutes > 0 ? (
        <p className="yc-note yc-note--warning app-sessionwarning">
          <Icon name="clock" /> {t('session.expiring', { minutes })}
        </p>
      ) : null}
    </div>
  );
}
