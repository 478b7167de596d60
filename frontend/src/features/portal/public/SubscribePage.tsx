import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Field } from '@/components/public/Field';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { usePageTitle } from '@/lib/pageTitle';
import { useSubmit } from '@/lib/submit';
import { type AreaView, areasOptions, type SubscriptionTopic, subscribe } from './api';

const TOPICS = ['calls', 'notices', 'needs'] as const satisfies readonly SubscriptionTopic[];

/** Asks for one e-mail with a link; nothing else happens before that was opened. */
export function SubscribePage({ topic }: { topic: SubscriptionTopic | undefined }) {
  const { t, language } = useTranslation('portal');
  const { running, error, run } = useSubmit();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [sent, setSent] = useState<string | null>(null);
  usePageTitle(t('subscribe.title'));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email') ?? '').trim();
    const area_code = String(form.get('area_code') ?? '');
    const topics = form.getAll('topics') as SubscriptionTopic[];
    const found = missing({ email, area_code, topics });
    setFaults(found);
    if (found.length > 0) return;
    void run(async (key) => {
      await subscribe({ email, area_code, topics, language }, key);
      setSent(email);
    });
  };

  if (sent) {
    return (
      <div className="pub-page pub-page--narrow">
        <h1 className="pub-title">{t('subscribe.sentTitle')}</h1>
        <p className="yc-note" role="status">
          <Icon name="send" /> {t('subscribe.sentText', { email: sent })}
        </p>
      </div>
    );
  }
  const shown = faults.length > 0 ? faults : error instanceof ApiError ? error.errors : [];
  const message = (name: string) => {
    const fault = shown.find((entry) => entry.pointer === `/${name}`);
    return fault ? faultText(fault) : undefined;
  };
  const labels: Record<string, string> = {
    '/email': t('subscribe.email'),
    '/area_code': t('subscribe.area'),
    '/topics': t('subscribe.topics'),
  };
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('subscribe.title')}</h1>
      <p className="pub-lead">{t('subscribe.lead')}</p>
      <form className="pub-form" noValidate onSubmit={submit}>
        <ErrorSummary error={faults.length > 0 ? null : error} faults={shown} labelOf={(pointer) => labels[pointer]} />
        <Field
          name="email"
          type="email"
          label={t('subscribe.email')}
          hint={t('subscribe.emailHint')}
          autoComplete="email"
          inputMode="email"
          error={message('email')}
        />
        <AreaField error={message('area_code')} />
        <Topics chosen={topic} error={message('topics')} />
        <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={running}>
          {running ? t('subscribe.submitting') : t('subscribe.submit')}
        </button>
        <p className="pub-form__aside">{t('subscribe.privacy')}</p>
      </form>
    </div>
  );
}

function missing({ email, area_code, topics }: { email: string; area_code: string; topics: unknown[] }): Fault[] {
  const faults: Fault[] = [];
  if (email === '') faults.push({ pointer: '/email', code: 'required', detail: '' });
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    faults.push({ pointer: '/email', code: 'invalid_email', detail: '' });
  if (area_code === '') faults.push({ pointer: '/area_code', code: 'required', detail: '' });
  if (topics.length === 0) faults.push({ pointer: '/topics', code: 'required', detail: '' });
  return faults;
}

/** The tree of areas as a native choice: each indented below the one it belongs to. */
function AreaField({ error }: { error: string | undefined }) {
  const { t } = useTranslation('portal');
  const { data = [] } = useQuery(areasOptions);
  const depth = (area: AreaView): number => {
    const parent = data.find((other) => other.code === area.parent_code);
    return parent ? depth(parent) + 1 : 0;
  };
  return (
    <div className="pub-field">
      <label className="pub-field__label" htmlFor="field-area_code">
        {t('subscribe.area')}
      </label>
      <p id="area-hint" className="pub-field__hint">
        {t('subscribe.areaHint')}
      </p>
      <select
        id="field-area_code"
        name="area_code"
        className="yc-input pub-select"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'area-hint area-error' : 'area-hint'}
        defaultValue=""
      >
        <option value="">{t('subscribe.chooseArea')}</option>
        {data.map((area) => (
          <option key={area.code} value={area.code}>
            {'\u3000'.repeat(depth(area))}
            {area.name}
          </option>
        ))}
      </select>
      {error ? (
        <p id="area-error" className="pub-field__error">
          <Icon name="warning" /> {error}
        </p>
      ) : null}
    </div>
  );
}

function Topics({ chosen, error }: { chosen: SubscriptionTopic | undefined; error: string | undefined }) {
  const { t } = useTranslation('portal');
  return (
    <fieldset
      id="field-topics"
      tabIndex={-1}
      className="pub-choices"
      aria-describedby={error ? 'topics-error' : undefined}
    >
      <legend className="pub-field__label">{t('subscribe.topics')}</legend>
      {TOPICS.map((topic) => (
        <label key={topic} className="pub-choice">
          <input
            type="checkbox"
            name="topics"
            value={topic}
            defaultChecked={chosen === undefined || chosen === topic}
          />
          {t(`subscribe.${topic}`)}
        </label>
      ))}
      {error ? (
        <p id="topics-error" className="pub-field__error">
          <Icon name="warning" /> {error}
        </p>
      ) : null}
    </fieldset>
  );
}
