import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { Brand } from '@/components/base/Brand';
import { DemoBanner } from '@/components/base/DemoBanner';
import { Icon } from '@/components/base/Icon';
import { LanguageSwitch, TextSizeSwitch } from '@/components/base/Preferences';
import { RouteFocus } from '@/components/base/RouteFocus';
import { useTranslation } from '@/lib/i18n';
import { useOptionalSession } from '@/lib/session';
import '@/styles/public.css';

/** The frame of the portal: header with large text, language and the way in; main; footer. */
export function PublicShell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <a className="yc-skip" href="#main">
        {t('skip')}
      </a>
      <Header />
      <DemoBanner />
      <main id="main" className="pub-main yc-main" tabIndex={-1}>
        {children}
      </main>
      <footer className="pub-footer">
        <div className="pub-footer__row">
          <div>
            <p className="pub-footer__title">
              {t('brand.name')} · {t('brand.tagline')}
            </p>
            <p className="pub-footer__text">{t('public:footer.about')}</p>
          </div>
          <div>
            <p className="pub-footer__title">{t('public:footer.help')}</p>
            <p className="pub-footer__text">{t('public:footer.helpText')}</p>
            <p className="pub-footer__text">
              <Link to="/subscribe" className="yc-link">
                {t('public:nav.subscribe')}
              </Link>
            </p>
            <p className="pub-footer__text">
              <Link to="/lottery-funds" className="yc-link">
                {t('public:nav.lottery')}
              </Link>
            </p>
            <p className="pub-footer__text">
              <Link to="/community-funds" className="yc-link">
                {t('public:nav.community')}
              </Link>
            </p>
          </div>
          <div>
            <p className="pub-footer__title">{t('public:footer.accessibility')}</p>
            <p className="pub-footer__text">{t('public:footer.accessibilityText')}</p>
          </div>
        </div>
      </footer>
      <RouteFocus />
    </>
  );
}

function Header() {
  const { t } = useTranslation();
  const session = useOptionalSession();
  const [open, setOpen] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation closes the menu
  useEffect(() => setOpen(false), [path]);
  const link = 'pub-nav__link yc-navlink';
  const current = { 'data-current': 'true', 'aria-current': 'page' } as const;
  return (
    <header className="pub-header">
      <div className="pub-header__row">
        <Brand to="/" />
        <nav id="site-nav" className="pub-nav" aria-label={t('nav.site')} hidden={!open}>
          <ul>
            <li>
              <Link to="/needs" className={link} activeProps={current} activeOptions={{ includeSearch: false }}>
                {t('public:nav.needs')}
              </Link>
            </li>
            <li>
              <Link to="/calls" className={link} activeProps={current} activeOptions={{ includeSearch: false }}>
                {t('public:nav.calls')}
              </Link>
            </li>
            <li>
              <Link to="/notices" className={link} activeProps={current} activeOptions={{ includeSearch: false }}>
                {t('public:nav.notices')}
              </Link>
            </li>
            <li>
              <Link to="/projects" className={link} activeProps={current} activeOptions={{ includeSearch: false }}>
                {t('public:nav.projects')}
              </Link>
            </li>
            <li className="pub-nav__phone">
              <TextSizeSwitch />
            </li>
          </ul>
        </nav>
        <div className="pub-header__tools">
          <span className="pub-header__size">
            <TextSizeSwitch />
          </span>
          <LanguageSwitch />
          <Link to="/search" className="yc-btn yc-btn--bare" aria-label={t('public:nav.search')}>
            <Icon name="search" />
          </Link>
          <Link to={session ? '/app' : '/login'} className="yc-btn yc-btn--quiet">
            {session ? t('session.workspace') : t('session.login')}
          </Link>
          <button
            type="button"
            className="yc-btn yc-btn--bare pub-header__toggle"
            aria-expanded={open}
            aria-controls="site-nav"
            aria-label={t('nav.menu')}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'cross' : 'menu'} size="1.5rem" />
          </button>
        </div>
      </div>
    </header>
  );
}
