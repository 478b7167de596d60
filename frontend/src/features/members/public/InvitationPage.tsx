import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { ErrorState, LoadingState } from '@/components/base/States';
import { Field } from '@/components/public/Field';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { usePageTitle } from '@/lib/pageTitle';
import { sessionOptions, signIn, signOut, useOptionalSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { acceptInvitation, type InvitationPreview, invitationOptions, joinByInvitation } from './api';
import '@/styles/members.css';

const MIN_PASSWORD = 10;

/** What somebody sees who opens the link of an invitation: what it is, and the one thing to do next. */
export function InvitationPage({ token }: { token: string }) {
  const { t } = useTranslation('members');
  const query = useQuery({ ...invitationOptions(token), enabled: token.length >= 20 });
  usePageTitle(t('invitation.title'));
  const useless = token.length < 20 || (query.error instanceof ApiError && query.error.code === 'link_invalid');
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('invitation.title')}</h1>
      {useless ? (
        <p className="yc-note yc-note--warning" role="status">
          <Icon name="warning" /> {t('invitation.useless')}
        </p>
      ) : query.data ? (
        <Opened token={token} invitation={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <LoadingState />
      )}
    </div>
  );
}

function Opened({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const { t } = useTranslation('members');
  const session = useOptionalSession();
  return (
    <>
      <p className="pub-lead">
        {t('invitation.lead', { name: invitation.invited_by, organisation: invitation.organisation_name })}
      </p>
      <Descriptions
        columns={1}
        items={[
          { label: t('organisation'), value: invitation.organisation_name },
          { label: t('invitation.as'), value: t(`role.${invitation.role}` as 'role.applicant_owner') },
          { label: t('email'), value: <span className="app-breakable">{invitation.email}</span> },
          ...(invitation.message ? [{ label: t('message'), value: invitation.message }] : []),
          { label: t('validUntil'), value: <DateTime value={invitation.expires_at ?? null} /> },
        ]}
      />
      {session ? (
        session.user.email === invitation.email ? (
          <Accept token={token} />
        ) : (
          <Other email={invitation.email} own={session.user.email} />
        )
      ) : invitation.has_account ? (
        <div className="pub-form">
          <p>{t('invitation.login', { email: invitation.email })}</p>
          <Link to="/login" search={{ redirect: `/invitation#${token}` }} className="yc-btn yc-btn--primary">
            {t('invitation.toLogin')}
          </Link>
        </div>
      ) : (
        <Join token={token} invitation={invitation} />
      )}
    </>
  );
}

/** Into the workspace, with the role that has just been given. */
function useEnter() {
  const client = useQueryClient();
  const router = useRouter();
  return async () => {
    await client.fetchQuery({ ...sessionOptions, staleTime: 0 });
    await router.invalidate();
    router.history.push('/app');
  };
}

function Accept({ token }: { token: string }) {
  const { t } = useTranslation('members');
  const { running, error, run } = useSubmit();
  const enter = useEnter();
  return (
    <div className="pub-form">
      <ErrorSummary error={error} />
      <button
        type="button"
        className="yc-btn yc-btn--primary pub-form__submit"
        disabled={running}
        onClick={() =>
          void run(async (key) => {
            await acceptInvitation(token, key);
            await enter();
          })
        }
      >
        {t('invitation.accept')}
      </button>
    </div>
  );
}

function Other({ email, own }: { email: string; own: string }) {
  const { t } = useTranslation('members');
  const { running, error, run } = useSubmit();
  return (
    <div className="pub-form">
      <p className="yc-note yc-note--warning">
        <Icon name="info" /> {t('invitation.other', { email, own })}
      </p>
      <ErrorSummary error={error} />
      <button type="button" className="yc-btn" disabled={running} onClick={() => void run(() => signOut())}>
        {t('invitation.logout')}
      </button>
    </div>
  );
}

function Join({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const { t } = useTranslation('members');
  const { running, error, run } = useSubmit();
  const enter = useEnter();
  const [faults, setFaults] = useState<Fault[]>([]);
  const labels: Record<string, string> = { '/name': t('name'), '/password': t('invitation.password') };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name') ?? '').trim();
    const password = String(form.get('password') ?? '');
    const found: Fault[] = [];
    if (name === '') found.push({ pointer: '/name', code: 'required', detail: '' });
    if (password === '') found.push({ pointer: '/password', code: 'required', detail: '' });
    else if ([...password].length < MIN_PASSWORD) {
      found.push({ pointer: '/password', code: 'too_short', detail: '', limit: String(MIN_PASSWORD) });
    }
    setFaults(found);
    if (found.length > 0) return;
    void run(async (key) => {
      await joinByInvitation({ token, name, password }, key);
      await signIn(invitation.email, password);
      await enter();
    });
  };
  const message = (name: string) => {
    const fault = faults.find((entry) => entry.pointer === `/${name}`);
    return fault ? faultText(fault) : undefined;
  };
  return (
    <form className="pub-form" noValidate onSubmit={submit}>
      <p>{t('invitation.join')}</p>
      <ErrorSummary
        error={faults.length > 0 ? null : error}
        faults={faults}
        labelOf={(pointer) => labels[pointer] ?? pointer}
      />
      <input type="hidden" name="username" autoComplete="username" value={invitation.email} readOnly />
      <Field
        name="name"
        label={t('name')}
        hint={t('invitation.nameHint')}
        autoComplete="name"
        error={message('name')}
      />
      <Field
        name="password"
        type="password"
        label={t('invitation.password')}
        hint={t('invitation.passwordHint')}
        autoComplete="new-password"
        error={message('password')}
      />
      <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={running}>
        {t('invitation.submit')}
      </button>
    </form>
  );
}
