import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId } from 'react';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { usePageTitle } from '@/lib/pageTitle';
import { HomeSection } from './Page';

const doors = [
  { to: '/calls', name: 'calls', icon: 'megaphone' },
  { to: '/notices', name: 'notices', icon: 'document' },
  { to: '/projects', name: 'projects', icon: 'flag' },
] as const;

/** The opening of the home page: what this is, what one can do, and the search. */
export function Hero() {
  const { t } = useTranslation('public');
  const id = useId();
  const navigate = useNavigate();
  usePageTitle(undefined);
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    void navigate({ to: '/search', search: q ? { q } : {} });
  };
  return (
    <section className="pub-hero">
      <div className="pub-hero__inner">
        <div>
          <h1 className="pub-hero__title">{t('home.title')}</h1>
          <p className="pub-hero__lead">{t('home.lead')}</p>
          <div className="pub-hero__actions">
            <Link to="/calls" search={{ status: 'open' }} className="yc-btn yc-btn--primary">
              {t('home.seeCalls')}
            </Link>
            <Link to="/login" className="yc-btn">
              {t('home.apply')}
            </Link>
          </div>
          <search>
            <form className="yc-search pub-hero__search" onSubmit={search}>
              <label htmlFor={id} className="yc-visually-hidden">
                {t('home.searchLabel')}
              </label>
              <input
                id={id}
                name="q"
                type="search"
                className="yc-input"
                placeholder={t('home.searchEverything')}
                autoComplete="off"
              />
              <button type="submit" className="yc-btn">
                <Icon name="search" /> {t('common:search')}
              </button>
            </form>
          </search>
        </div>
        <ul className="pub-hero__doors">
          {doors.map((door) => (
            <li key={door.to}>
              <Link to={door.to} className="pub-door yc-navlink">
                <Icon name={door.icon} size="1.75rem" />
                <span>
                  <span className="pub-door__title">{t(`nav.${door.name}`)}</span>
                  <span className="pub-door__text">{t(`${door.name}.lead`)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const steps = ['1', '2', '3', '4', '5'] as const;

/** The course of a grant in five steps. */
export function HowItWorks() {
  const { t } = useTranslation('public');
  return (
    <HomeSection title={t('home.how')}>
      <ol className="pub-steps">
        {steps.map((step) => (
          <li key={step}>
            <h3 className="pub-steps__title">{t(`home.step${step}`)}</h3>
            <p className="pub-steps__text">{t(`home.step${step}Text`)}</p>
          </li>
        ))}
      </ol>
    </HomeSection>
  );
}
