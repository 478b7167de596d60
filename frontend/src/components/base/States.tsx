import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ApiError } from '@/api/client';
import { useTranslation } from '@/lib/i18n';
import { problemText } from '@/lib/labels';
import { Icon, type IconName } from './Icon';

function State({
  page = false,
  icon,
  title,
  text,
  children,
}: {
  /** The state is the whole page: its title is the heading. */
  page?: boolean;
  icon: IconName;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="yc-state">
      <span className="yc-state__icon">
        <Icon name={icon} size="1.75rem" />
      </span>
      {page ? <h1 className="yc-state__title">{title}</h1> : <p className="yc-state__title">{title}</p>}
      {text ? <p className="yc-state__text">{text}</p> : null}
      {children ? <div className="yc-state__actions">{children}</div> : null}
    </div>
  );
}

/** Nothing to show; says why and offers the next step. */
export function EmptyState({ title, text, children }: { title?: string; text?: ReactNode; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <State icon="document" title={title ?? t('list.empty')} text={text}>
      {children}
    </State>
  );
}

function ForbiddenState({ page = false }: { page?: boolean }) {
  const { t } = useTranslation();
  return <State page={page} icon="lock" title={t('forbidden.title')} text={t('forbidden.text')} />;
}

export function NotFoundState({ page = false }: { page?: boolean }) {
  const { t } = useTranslation();
  return (
    <State page={page} icon="search" title={t('notFound.title')} text={t('notFound.text')}>
      <Link to="/" className="yc-btn">
        {t('notFound.home')}
      </Link>
    </State>
  );
}

export function LoadingState({ text }: { text?: string }) {
  const { t } = useTranslation();
  return (
    <div className="yc-loading" role="status">
      <span className="yc-spinner" aria-hidden="true" />
      {text ?? t('loading')}
    </div>
  );
}

/** A failed read: what went wrong, the request's reference, and "try again"; 403 and 404 have their own words. */
export function ErrorState({
  error,
  onRetry,
  page = false,
}: {
  error: unknown;
  onRetry?: () => void;
  /** The error takes the place of a page, so its title is the heading. */
  page?: boolean;
}) {
  const { t } = useTranslation();
  const problem = error as Partial<ApiError> | null;
  if (problem?.status === 403) return <ForbiddenState page={page} />;
  if (problem?.status === 404) return <NotFoundState page={page} />;
  return (
    <div role="alert">
      <State
        page={page}
        icon={problem?.status === 0 ? 'offline' : 'warning'}
        title={t('error.title')}
        text={
          <>
            {problemText(error)}
            {problem?.requestId ? (
              <span className="yc-state__reference">
                {t('requestId')} {problem.requestId}
              </span>
            ) : null}
          </>
        }
      >
        {onRetry ? (
          <button type="button" className="yc-btn" onClick={onRetry}>
            {t('retry')}
          </button>
        ) : null}
      </State>
    </div>
  );
}
