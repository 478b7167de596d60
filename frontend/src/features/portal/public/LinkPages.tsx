import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiError } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { usePageTitle } from '@/lib/pageTitle';
import { useSubmit } from '@/lib/submit';
import { confirm, end, type SubscriptionView } from './api';

/** What the link of an e-mail carries; behind the `#`, so that it stands in no log. */
function linkToken(): string {
  return window.location.hash.slice(1);
}

/** A button that must be pressed: programs that look through e-mails open links, but press nothing. */
function Press({
  title,
  text,
  label,
  act,
  done,
}: {
  title: string;
  text: string;
  label: string;
  act: (key: string) => Promise<void>;
  done: ReactNode;
}) {
  const { t } = useTranslation('portal');
  const { running, error, run } = useSubmit();
  const [pressed, setPressed] = useState(false);
  const invalid = linkToken() === '' || (error instanceof ApiError && error.status === 404);
  usePageTitle(title);
  if (invalid) {
    return (
      <div className="pub-page pub-page--narrow">
        <h1 className="pub-title">{t('subscribe.invalidTitle')}</h1>
        <p className="yc-note yc-note--warning" role="status">
          <Icon name="warning" /> {t('subscribe.invalidText')}
        </p>
        <Again />
      </div>
    );
  }
  if (pressed) return <div className="pub-page pub-page--narrow">{done}</div>;
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{title}</h1>
      <p className="pub-lead">{text}</p>
      <ErrorSummary error={error} faults={[]} labelOf={() => undefined} />
      <p>
        <button
          type="button"
          className="yc-btn yc-btn--primary"
          disabled={running}
          onClick={() =>
            void run(async (key) => {
              await act(key);
              setPressed(true);
            })
          }
        >
          {label}
        </button>
      </p>
    </div>
  );
}

function Again() {
  const { t } = useTranslation('portal');
  return (
    <p>
      <Link to="/subscribe" className="yc-btn">
        {t('subscribe.again')}
      </Link>
    </p>
  );
}

export function ConfirmPage() {
  const { t, language } = useTranslation('portal');
  const [begun, setBegun] = useState<SubscriptionView | null>(null);
  const topics = begun?.topics.map((topic) => t(`subscribe.${topic}`)).join(language === 'en' ? ', ' : '、') ?? '';
  return (
    <Press
      title={t('subscribe.confirmTitle')}
      text={t('subscribe.confirmText')}
      label={t('subscribe.confirm')}
      act={async (key) => setBegun(await confirm(linkToken(), key))}
      done={
        <>
          <h1 className="pub-title">{t('subscribe.confirmedTitle')}</h1>
          <p className="yc-note" role="status">
            <Icon name="checkCircle" /> {t('subscribe.confirmedText', { area: begun?.area_name, topics })}
          </p>
        </>
      }
    />
  );
}

export function EndPage() {
  const { t } = useTranslation('portal');
  return (
    <Press
      title={t('subscribe.endTitle')}
      text={t('subscribe.endText')}
      label={t('subscribe.end')}
      act={(key) => end(linkToken(), key)}
      done={
        <>
          <h1 className="pub-title">{t('subscribe.endedTitle')}</h1>
          <p className="yc-note" role="status">
            <Icon name="checkCircle" /> {t('subscribe.endedText')}
          </p>
          <Again />
        </>
      }
    />
  );
}
