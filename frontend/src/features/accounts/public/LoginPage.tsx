import { Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Fault } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Field } from '@/components/public/Field';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { usePageTitle } from '@/lib/pageTitle';
import { signIn } from '@/lib/session';
import { asksForCode } from '@/lib/signIn';
import { useSubmit } from '@/lib/submit';
import { DemoAccounts } from './DemoAccounts';
import { missingFaults } from './faults';

export function LoginPage({ target }: { target: string | undefined }) {
  const { t } = useTranslation('accounts');
  const router = useRouter();
  const { running, error, run } = useSubmit();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [coded, setCoded] = useState(false);
  usePageTitle(t('login.title'));

  const enter = (email: string, password: string, code = '') =>
    void run(async () => {
      await signIn(email, password, code).catch((cause: unknown) => {
        if (asksForCode(cause)) setCoded(true);
        throw cause;
      });
      await router.invalidate();
      router.history.push(target ?? '/app');
    });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email') ?? '').trim();
    const password = String(form.get('password') ?? '');
    const found = missingFaults({ email, password });
    setFaults(found);
    if (found.length > 0) return;
    enter(email, password, String(form.get('code') ?? '').trim());
  };

  const message = (name: string) => {
    const fault = faults.find((entry) => entry.pointer === `/${name}`);
    return fault ? faultText(fault) : undefined;
  };
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('login.title')}</h1>
      <p className="pub-lead">{target ? t('login.continue') : t('login.lead')}</p>
      <form className="pub-form" noValidate onSubmit={submit}>
        <ErrorSummary
          error={faults.length > 0 ? null : error}
          faults={faults.length > 0 ? faults : []}
          labelOf={(pointer) => (pointer === '/email' ? t('login.email') : t('login.password'))}
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
          autoComplete="current-password"
          error={message('password')}
        />
        {coded ? (
          <Field
            name="code"
            label={t('login.code')}
            hint={t('login.codeHint')}
            autoComplete="one-time-code"
            maxLength={20}
          />
        ) : null}
        <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={running}>
          {running ? t('login.submitting') : t('login.submit')}
        </button>
        <p className="pub-form__aside">
          <Link to="/forgot-password" className="yc-link">
            {t('login.forgot')}
          </Link>
        </p>
        <p className="pub-form__aside">
          {t('login.noAccount')}{' '}
          <Link to="/register" className="yc-link">
            {t('login.register')}
          </Link>
        </p>
      </form>
      <DemoAccounts
        busy={running}
        onChoose={(email, password) => {
          setFaults([]);
          enter(email, password);
        }}
      />
    </div>
  );
}
