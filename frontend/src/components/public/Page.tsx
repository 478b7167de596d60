import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from '@/components/base/Icon';
import { PrintButton } from '@/components/base/PrintButton';
import { useTranslation } from '@/lib/i18n';
import { usePageTitle } from '@/lib/pageTitle';
import { CopyLink } from './CopyLink';

/** A page of the portal: way back, tags, the one `h1`, a lead, and its parts. */
export function PublicPage({
  title,
  lead,
  tags,
  back,
  tools,
  reading = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  tags?: ReactNode;
  back?: { to: '/calls' | '/community-funds' | '/needs' | '/notices' | '/projects'; label: string };
  /** Print button and the like, beside the title. */
  tools?: ReactNode;
  reading?: boolean;
  children: ReactNode;
}) {
  usePageTitle(title);
  return (
    <div className={reading ? 'pub-page pub-page--reading' : 'pub-page'}>
      {back ? (
        <Link to={back.to} className="pub-back yc-link yc-no-print">
          <Icon name="left" /> {back.label}
        </Link>
      ) : null}
      <header className="pub-pagehead">
        {tags ? <div className="pub-pagehead__tags">{tags}</div> : null}
        <div className="pub-sectionhead">
          <h1 className="pub-title">{title}</h1>
          {tools}
        </div>
        {lead ? <p className="pub-lead">{lead}</p> : null}
      </header>
      {children}
    </div>
  );
}

/** Beside the title of something that people pass on: copy its link, print it. */
export function ReadingTools() {
  return (
    <div className="pub-tools yc-no-print">
      <CopyLink />
      <PrintButton />
    </div>
  );
}

/** Beside the title of a list: be written to when something new stands in it. */
export function SubscribeLink({ topic }: { topic: 'calls' | 'notices' | 'needs' }) {
  const { t } = useTranslation('public');
  return (
    <Link to="/subscribe" search={{ topic }} className="yc-btn yc-btn--quiet yc-no-print">
      <Icon name="send" /> {t('nav.subscribe')}
    </Link>
  );
}

/** A titled part of a reading page. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="pub-block">
      <h2 className="pub-h2">{title}</h2>
      {children}
    </section>
  );
}

/** A section of the home page with its "all of them" link. */
export function HomeSection({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section className="pub-section">
      <div className="pub-sectionhead">
        <h2 className="pub-h2">{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}

/** "Load more" under a list of cards. */
export function LoadMore({
  count,
  hasMore,
  loading,
  onMore,
}: {
  count: number;
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="pub-more">
      <span role="status">{hasMore ? t('list.shown', { count }) : t('list.end', { count })}</span>
      {hasMore ? (
        <button type="button" className="yc-btn" disabled={loading} onClick={onMore}>
          {loading ? t('list.loadingMore') : t('list.more')}
        </button>
      ) : null}
    </div>
  );
}
