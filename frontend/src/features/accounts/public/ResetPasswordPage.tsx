import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Field } from '@/components/public/Field';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { usePageTitle } from '@/lib/pageTitle';
import { useSubmit } from '@/lib/submit';
import { confirmPasswordReset } from './api';
import { missingFaults, passwordFaults } from './faults';

/** Sets the new password with the secret of the link. */
export function ResetPasswordPage({ token }: { token: string }) {
  const { t } = useTranslation('accounts');
  const { running, error, run } = useSubmit();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [done, setDone] = useState(false);
  usePageTitle(t('reset.newTitle'));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    const found = [...missingFaults({ password }), ...passwordFaults(password)];
    setFaults(found);
    if (found.length > 0) return;
    void run(async (key) => {
      await confirmPasswordReset(token, password, key);
      setDone(true);
    });
  };

  if (done) {
    return (
      <div className="pub-page pub-page--narrow">
        <h1 className="pub-title">{t('reset.doneTitle')}</h1>
        <p className="yc-note" role="status">
          <Icon name="checkCircle" /> {t('reset.doneText')}
        </p>
        <Link to="/login" className="yc-btn yc-btn--primary">
          {t('login.submit')}
        </Link>
      </div>
    );
  }
  const useless = token.length < 20 || (error instanceof ApiError && error.code === 'link_invalid');
  if (useless) return <UselessLink again />;
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('reset.newTitle')}</h1>
      <p className="pub-lead">{t('reset.newLead')}</p>
      <form className="pub-form" noValidate onSubmit={submit}>
        <ErrorSummary error={faults.length > 0 ? null : error} faults={faults} labelOf={() => t('me.newPassword')} />
        <Field
          name="password"
          type="password"
          label={t('me.newPassword')}
          hint={t('register.passwordHint')}
          autoComplete="new-password"
          error={faults[0] ? faultText(faults[0]) : undefined}
        />
        <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={running}>
          {t('reset.save')}
        </button>
      </form>
    </div>
  );
}

/** A link that was used, is too old or was cut off by the mail program. */
export function UselessLink({ again = false }: { again?: boolean }) {
  const { t } = useTranslation('accounts');
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('link.uselessTitle')}</h1>
      <p className="yc-note yc-note--warning" role="status">
        <Icon name="warning" /> {t('link.uselessText')}
      </p>
      {again ? (
        <Link to="/forgot-password" className="yc-btn yc-btn--primary">
          {t('reset.again')}
        </Link>
      ) : null}
    </div>
  );
}
