import { Button, Input, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { SIGNED_IN } from '@/lib/autosave';
import { endAsking, useAskedToSignIn, useHeldPage } from '@/lib/heldPage';
import { useTranslation } from '@/lib/i18n';
import { forgetSession, useSession } from '@/lib/session';
import { asksForCode, signInAgain } from '@/lib/signIn';
import { useSubmit } from '@/lib/submit';
import { FieldRow } from './FieldRow';

/** Keeps a page with something being written when the session ends: sign in on the spot, and saving goes on. */
export function SignInAgain() {
  useHeldPage();
  return useAskedToSignIn() ? <Dialog /> : null;
}

function Dialog() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [coded, setCoded] = useState(false);
  const { running, error, run } = useSubmit();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const same = await signInAgain(user.email, password, code.trim()).catch((cause: unknown) => {
        if (asksForCode(cause)) setCoded(true);
        throw cause;
      });
      if (!same) return window.location.assign('/app');
      endAsking();
      window.dispatchEvent(new Event(SIGNED_IN));
    });
  };
  const leave = () => {
    const redirect = `${window.location.pathname}${window.location.search}`;
    endAsking();
    forgetSession();
    window.location.assign(`/login?redirect=${encodeURIComponent(redirect)}`);
  };
  return (
    <Modal open title={t('relogin.title')} closable={false} keyboard={false} mask={{ closable: false }} footer={null}>
      <form onSubmit={submit}>
        <p>{t('relogin.text')}</p>
        <ErrorSummary error={error} />
        <FieldRow id="relogin-email" label={t('relogin.email')} hint={t('relogin.other')}>
          {(control) => <Input {...control} value={user.email} readOnly autoComplete="username" />}
        </FieldRow>
        <FieldRow id="relogin-password" label={t('relogin.password')}>
          {(control) => (
            <Input.Password
              {...control}
              value={password}
              autoFocus
              autoComplete="current-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </FieldRow>
        {coded ? (
          <FieldRow id="relogin-code" label={t('accounts:login.code')}>
            {(control) => (
              <Input
                {...control}
                value={code}
                autoComplete="one-time-code"
                maxLength={20}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </FieldRow>
        ) : null}
        <div className="app-formactions">
          <Button onClick={leave}>{t('relogin.leave')}</Button>
          <Button type="primary" htmlType="submit" loading={running}>
            {t('relogin.submit')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
