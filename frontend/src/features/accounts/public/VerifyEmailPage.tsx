import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { usePageTitle } from '@/lib/pageTitle';
import { useSubmit } from '@/lib/submit';
import { verifyEmail } from './api';
import { UselessLink } from './ResetPasswordPage';

/** Confirms the address with one press, so that a program that opens links of mails confirms nothing. */
export function VerifyEmailPage({ token }: { token: string }) {
  const { t } = useTranslation('accounts');
  const { running, error, run } = useSubmit();
  const [done, setDone] = useState(false);
  usePageTitle(t('verify.title'));
  if (token.length < 20 || (error instanceof ApiError && error.code === 'link_invalid')) return <UselessLink />;
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('verify.title')}</h1>
      {done ? (
        <>
          <p className="yc-note" role="status">
            <Icon name="checkCircle" /> {t('verify.done')}
          </p>
          <Link to="/app" className="yc-btn yc-btn--primary">
            {t('verify.toApp')}
          </Link>
        </>
      ) : (
        <>
          <p className="pub-lead">{t('verify.lead')}</p>
          <ErrorSummary error={error} />
          <button
            type="button"
            className="yc-btn yc-btn--primary"
            disabled={running}
            onClick={() =>
              void run(async (key) => {
                await verifyEmail(token, key);
                setDone(true);
              })
            }
          >
            {t('verify.submit')}
          </button>
        </>
      )}
    </div>
  );
}
