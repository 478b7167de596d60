import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { usePageTitle } from '@/lib/pageTitle';
import { useSubmit } from '@/lib/submit';
import { confirmEndorsement, stopFollowing } from './api';

/**
 * The page behind the link of an e-mail. What the link carries stands after `#`, which no server sees, and is used
 * only when the button is pressed: programs that open links in mails endorse nothing.
 */
export function TokenPage({ purpose }: { purpose: 'endorse' | 'unfollow' }) {
  const { t } = useTranslation('needs');
  const { running, error, run } = useSubmit();
  const [done, setDone] = useState<{ text: string; need?: string } | null>(null);
  usePageTitle(t(`${purpose}Page.title`));
  const token = window.location.hash.slice(1);
  const act = () =>
    void run(async (key) => {
      if (purpose === 'unfollow') {
        await stopFollowing(token, key);
        setDone({ text: t('unfollowPage.done') });
        return;
      }
      const answer = await confirmEndorsement(token, key);
      setDone({ text: answer.counted ? t('counted') : t('countedBefore'), need: answer.need_id });
    });
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t(`${purpose}Page.title`)}</h1>
      <ErrorSummary error={error} />
      {done ? (
        <>
          <p className="yc-note" role="status">
            <Icon name="checkCircle" /> {done.text}
          </p>
          {done.need ? (
            <Link to="/needs/$id" params={{ id: done.need }} className="yc-btn">
              {t('seeNeed')}
            </Link>
          ) : null}
        </>
      ) : token === '' ? (
        <p className="pub-lead">{t('noToken')}</p>
      ) : (
        <>
          <p className="pub-lead">{t(`${purpose}Page.lead`)}</p>
          <button type="button" className="yc-btn yc-btn--primary" disabled={running} onClick={act}>
            {t(`${purpose}Page.button`)}
          </button>
        </>
      )}
    </div>
  );
}
