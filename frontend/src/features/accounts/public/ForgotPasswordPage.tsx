import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Fault } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Field } from '@/components/public/Field';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { usePageTitle } from '@/lib/pageTitle';
import { useSubmit } from '@/lib/submit';
import { requestPasswordReset } from './api';
import { missingFaults } from './faults';

/** Asks for the link; the answer is the same whether an account has the address or not. */
export function ForgotPasswordPage() {
  const { t } = useTranslation('accounts');
  const { running, error, run } = useSubmit();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [sent, setSent] = useState<string | null>(null);
  usePageTitle(t('reset.title'));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email') ?? '').trim();
    const found = missingFaults({ email });
    setFaults(found);
    if (found.length > 0) return;
    void run(async (key) => {
      await requestPasswordReset(email, key);
      setSent(email);
    });
  };

  if (sent) {
    return (
      <div className="pub-page pub-page--narrow">
        <h1 className="pub-title">{t('reset.sentTitle')}</h1>
        <p className="yc-note" role="status">
          <Icon name="send" /> {t('reset.sentText', { email: sent })}
        </p>
        <Link to="/login" className="yc-btn">
          {t('reset.toLogin')}
        </Link>
      </div>
    );
  }
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('reset.title')}</h1>
      <p className="pub-lead">{t('reset.lead')}</p>
      <form className="pub-form" noValidate onSubmit={submit}>
        <ErrorSummary error={faults.length > 0 ? null : error} faults={faults} labelOf={() => t('login.email')} />
        <Field
          name="email"
          type="email"
          label={t('login.email')}
          autoComplete="username"
          inputMode="email"
          error={faults[0] ? faultText(faults[0]) : undefined}
        />
        <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={running}>
          {t('reset.send')}
        </button>
      </form>
    </div>
  );
}
