import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Field } from '@/components/public/Field';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { useOptionalSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { askForEndorsement, endorseWithAccount, type PublicNeedView, publicNeedOptions } from './api';

/** How many say so, and the way to be one of them: with the account, or by an e-mail with a link. */
export function EndorseBox({ need }: { need: PublicNeedView }) {
  const { t } = useTranslation('needs');
  const session = useOptionalSession();
  const over = need.state === 'met' || need.state === 'unmet';
  return (
    <div className="need-endorse">
      <p className="need-endorse__count">
        <strong>{need.endorsements}</strong> {t('endorsedBy')}
      </p>
      {over ? null : session ? <WithAccount need={need} /> : <ByMail need={need} />}
    </div>
  );
}

function WithAccount({ need }: { need: PublicNeedView }) {
  const { t } = useTranslation('needs');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [said, setSaid] = useState<string | null>(null);
  const endorse = () =>
    void run(async (key) => {
      const { counted } = await endorseWithAccount(need.id, key);
      setSaid(counted ? t('counted') : t('countedBefore'));
      await client.invalidateQueries({ queryKey: publicNeedOptions(need.id).queryKey });
    });
  return (
    <>
      <ErrorSummary error={error} />
      {said ? (
        <p className="yc-note" role="status">
          <Icon name="checkCircle" /> {said}
        </p>
      ) : (
        <button type="button" className="yc-btn yc-btn--primary yc-no-print" disabled={running} onClick={endorse}>
          {t('endorse')}
        </button>
      )}
    </>
  );
}

function ByMail({ need }: { need: PublicNeedView }) {
  const { t } = useTranslation('needs');
  const { running, error, run } = useSubmit();
  const [open, setOpen] = useState(false);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email') ?? '').trim();
    const missing = email === '' ? [{ pointer: '/email', code: 'missing', detail: '' }] : [];
    setFaults(missing);
    if (missing.length > 0) return;
    void run(async (key) => {
      await askForEndorsement(need.id, email, form.get('follow') === 'on', key);
      setSentTo(email);
    });
  };
  if (sentTo) {
    return (
      <p className="yc-note" role="status">
        <Icon name="checkCircle" /> {t('mailSent', { email: sentTo })}
      </p>
    );
  }
  if (!open) {
    return (
      <button type="button" className="yc-btn yc-btn--primary yc-no-print" onClick={() => setOpen(true)}>
        {t('endorse')}
      </button>
    );
  }
  const shown = faults.length > 0 ? faults : error instanceof ApiError ? error.errors : [];
  const fault = shown.find((one) => one.pointer === '/email');
  return (
    <form className="pub-form yc-no-print" noValidate onSubmit={submit}>
      <ErrorSummary error={faults.length > 0 ? null : error} faults={shown} labelOf={() => t('email')} />
      <Field
        name="email"
        type="email"
        inputMode="email"
        autoComplete="email"
        label={t('email')}
        hint={t('emailHint')}
        error={fault ? faultText(fault) : undefined}
      />
      <label className="need-check">
        <input type="checkbox" name="follow" /> {t('followNeed')}
      </label>
      <button type="submit" className="yc-btn yc-btn--primary" disabled={running}>
        {t('sendLink')}
      </button>
    </form>
  );
}
