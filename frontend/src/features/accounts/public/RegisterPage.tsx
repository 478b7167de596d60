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
import { registerAccount } from './api';
import { missingFaults, passwordFaults } from './faults';

export function RegisterPage() {
  const { t } = useTranslation('accounts');
  const { running, error, run } = useSubmit();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [done, setDone] = useState<string | null>(null);
  usePageTitle(t('register.title'));
  const labels: Record<string, string> = {
    '/name': t('register.name'),
    '/email': t('login.email'),
    '/password': t('login.password'),
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name') ?? '').trim();
    const email = String(form.get('email') ?? '').trim();
    const password = String(form.get('password') ?? '');
    const found = [...missingFaults({ name, email, password }), ...passwordFaults(password)];
    setFaults(found);
    if (found.length > 0) return;
    void run(async (key) => {
      await registerAccount({ name, email, password }, key);
      setDone(email);
    });
  };

  if (done) {
    return (
      <div className="pub-page pub-page--narrow">
        <h1 className="pub-title">{t('register.doneTitle')}</h1>
        <p className="yc-note" role="status">
          <Icon name="checkCircle" /> {t('register.doneText', { email: done })}
        </p>
        <Link to="/login" className="yc-btn yc-btn--primary">
          {t('login.submit')}
        </Link>
      </div>
    );
  }
  const shown = faults.length > 0 ? faults : error instanceof ApiError ? error.errors : [];
  const message = (name: string) => {
    const fault = shown.find((entry) => entry.pointer === `/${name}`);
    return fault ? faultText(fault) : undefined;
  };
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('register.title')}</h1>
      <p className="pub-lead">{t('register.lead')}</p>
      <form className="pub-form" noValidate onSubmit={submit}>
        <ErrorSummary error={faults.length > 0 ? null : error} faults={shown} labelOf={(pointer) => labels[pointer]} />
        <Field
          name="name"
          label={t('register.name')}
          hint={t('register.nameHint')}
          autoComplete="name"
          error={message('name')}
        />
        <Field
          name="email"
          type="email"
          label={t('login.email')}
          autoComplete="username"
          inputMode="email"
          error={message('email')}
        />
        <Field
          name="password"
          type="password"
          label={t('login.password')}
          hint={t('register.passwordHint')}
          autoComplete="new-password"
          error={message('password')}
        />
        <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={running}>
          {running ? t('register.submitting') : t('register.submit')}
        </button>
        <p className="pub-form__aside">
          {t('register.haveAccount')}{' '}
          <Link to="/login" className="yc-link">
            {t('login.submit')}
          </Link>
        </p>
      </form>
    </div>
  );
}
