import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, type Fault, newIdempotencyKey } from '@/api/client';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Field } from '@/components/public/Field';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { usePageTitle } from '@/lib/pageTitle';
import { AreaSelect } from './AreaSelect';
import { type NeedReceiptView, openForm, sendReport, similarOptions } from './api';
import { dropPending, keepPending, type PendingReport, readPending } from './pending';
import { shrunk, uploadPhoto } from './photo';
import { Receipt } from './Receipt';
import { TextArea } from './TextArea';
import '@/styles/needs.css';

const empty = (area_code: string): PendingReport => ({
  what: '',
  area_code,
  place: '',
  contact: '',
  photo: null,
  key: newIdempotencyKey(),
  sending: false,
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Three fields, for a phone. What is typed is kept on the device until the server has acknowledged it; a report that
 * was sent without a network goes out by itself when there is one, once.
 */
export function ReportPage({ area }: { area: string | undefined }) {
  const { t } = useTranslation('needs');
  const [report, setReport] = useState<PendingReport>(() => empty(area ?? ''));
  const [receipt, setReceipt] = useState<NeedReceiptView | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [running, setRunning] = useState(false);
  const form = useRef<{ token: string; seconds: number; at: number } | null>(null);
  const busy = useRef(false);
  usePageTitle(t('report.title'));

  const ticket = useCallback(async () => {
    form.current ??= { ...(await openForm()), at: Date.now() };
    const left = form.current.seconds * 1000 - (Date.now() - form.current.at);
    if (left > 0) await wait(left + 200);
    return form.current.token;
  }, []);

  const send = useCallback(
    async (pending: PendingReport) => {
      if (busy.current) return;
      busy.current = true;
      setRunning(true);
      setError(null);
      const sent = { ...pending, sending: true };
      await keepPending(sent);
      try {
        const body = {
          what: sent.what.trim(),
          area_code: sent.area_code,
          form_token: await ticket(),
          ...(sent.place.trim() ? { place: sent.place.trim() } : {}),
          ...(sent.contact.trim() ? { contact: sent.contact.trim() } : {}),
          ...(sent.photo ? { photo: await uploadPhoto(sent.photo) } : {}),
        };
        const answer = await sendReport(body, sent.key);
        await dropPending();
        setReceipt(answer);
      } catch (cause) {
        setError(cause);
        const offline = cause instanceof ApiError && cause.offline;
        const kept = { ...sent, sending: offline, key: offline ? sent.key : newIdempotencyKey() };
        if (cause instanceof ApiError && cause.errors.some((fault) => fault.pointer === '/form_token'))
          form.current = null;
        setReport(kept);
        await keepPending(kept);
      } finally {
        busy.current = false;
        setRunning(false);
      }
    },
    [ticket],
  );

  // What was typed before comes back; what was sent without an answer is sent again.
  useEffect(() => {
    void ticket().catch(() => undefined);
    void readPending().then((kept) => {
      if (!kept) return;
      setReport(kept);
      if (kept.sending) void send(kept);
    });
  }, [ticket, send]);

  useEffect(() => {
    const again = () => {
      void readPending().then((kept) => {
        if (kept?.sending) void send(kept);
      });
    };
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [send]);

  const change = (part: Partial<PendingReport>) => {
    const next = { ...report, ...part, sending: false };
    setReport(next);
    void keepPending(next);
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = missing(report);
    setFaults(found);
    if (found.length === 0) void send(report);
  };

  if (receipt) {
    return (
      <Receipt
        receipt={receipt}
        onAgain={() => {
          setReceipt(null);
          form.current = null;
          void ticket().catch(() => undefined);
          setReport(empty(report.area_code));
        }}
      />
    );
  }
  const shown = faults.length > 0 ? faults : error instanceof ApiError ? error.errors : [];
  const message = (name: string) => {
    const fault = shown.find((one) => one.pointer === `/${name}`);
    return fault ? faultText(fault) : undefined;
  };
  const labels: Record<string, string> = {
    '/what': t('report.what'),
    '/area_code': t('report.where'),
    '/place': t('report.place'),
    '/contact': t('report.contact'),
    '/photo': t('report.photo'),
  };
  const offline = error instanceof ApiError && error.offline;
  return (
    <div className="pub-page pub-page--narrow">
      <h1 className="pub-title">{t('report.title')}</h1>
      <p className="pub-lead">{t('report.lead')}</p>
      <form className="pub-form" noValidate onSubmit={submit}>
        {offline ? (
          <p className="yc-note yc-note--warning" role="status">
            <Icon name="warning" /> {t('report.offline')}
          </p>
        ) : (
          <ErrorSummary
            error={faults.length > 0 ? null : error}
            faults={shown}
            labelOf={(pointer) => labels[pointer]}
          />
        )}
        <TextArea
          name="what"
          label={t('report.what')}
          hint={t('report.whatHint')}
          value={report.what}
          max={2000}
          error={message('what')}
          onChange={(what) => change({ what })}
        />
        <Similar area={report.area_code} text={report.what} />
        <AreaSelect
          label={t('report.where')}
          value={report.area_code}
          error={message('area_code')}
          onChange={(area_code) => change({ area_code })}
        />
        <Field
          name="place"
          label={t('report.place')}
          hint={t('report.placeHint')}
          maxLength={200}
          autoComplete="off"
          value={report.place}
          error={message('place')}
          onChange={(event) => change({ place: event.target.value })}
        />
        <Field
          name="contact"
          label={t('report.contact')}
          hint={t('report.contactHint')}
          maxLength={254}
          autoComplete="email"
          value={report.contact}
          error={message('contact')}
          onChange={(event) => change({ contact: event.target.value })}
        />
        <Photo photo={report.photo} error={message('photo')} onChange={(photo) => change({ photo })} />
        <button type="submit" className="yc-btn yc-btn--primary pub-form__submit" disabled={running}>
          {running ? t('report.sending') : t('report.send')}
        </button>
        <p className="pub-form__aside">
          {t('report.haveCode')}{' '}
          <Link to="/needs/follow" className="yc-link">
            {t('follow.title')}
          </Link>
        </p>
      </form>
    </div>
  );
}

function missing(report: PendingReport): Fault[] {
  const found: Fault[] = [];
  const length = [...report.what.trim()].length;
  if (length === 0) found.push({ pointer: '/what', code: 'missing', detail: '' });
  else if (length < 5) found.push({ pointer: '/what', code: 'too_short', detail: '', limit: '5' });
  if (report.area_code === '') found.push({ pointer: '/area_code', code: 'missing', detail: '' });
  return found;
}

/** One photograph, made smaller before it is kept or sent. */
function Photo({
  photo,
  error,
  onChange,
}: {
  photo: Blob | null;
  error: string | undefined;
  onChange: (photo: Blob | null) => void;
}) {
  const { t } = useTranslation('needs');
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (!photo) {
      setShown(null);
      return;
    }
    const url = URL.createObjectURL(photo);
    setShown(url);
    return () => URL.revokeObjectURL(url);
  }, [photo]);
  return (
    <div className="pub-field">
      <label className="pub-field__label" htmlFor="field-photo">
        {t('report.photo')}
      </label>
      <p id="photo-hint" className="pub-field__hint">
        {t('report.photoHint')}
      </p>
      <input
        id="field-photo"
        className="need-file"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-describedby="photo-hint"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void shrunk(file).then(onChange);
        }}
      />
      {shown ? (
        <p className="need-photo">
          <img src={shown} alt={t('report.photo')} />
          <button type="button" className="yc-btn yc-btn--quiet" onClick={() => onChange(null)}>
            {t('common:remove')}
          </button>
        </p>
      ) : null}
      {error ? (
        <p className="pub-field__error">
          <Icon name="warning" /> {error}
        </p>
      ) : null}
    </div>
  );
}

/** What is on the list nearby already and says much the same: it can be endorsed instead. */
function Similar({ area, text }: { area: string; text: string }) {
  const { t } = useTranslation('needs');
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 800);
    return () => clearTimeout(timer);
  }, [text]);
  const { data = [] } = useQuery(similarOptions(area, settled.slice(0, 600)));
  if (data.length === 0) return null;
  return (
    <div className="yc-note need-similar" role="status">
      <p className="yc-strong">{t('report.similar')}</p>
      <ul className="yc-list">
        {data.map((need) => (
          <li key={need.id}>
            <Link to="/needs/$id" params={{ id: need.id }} className="yc-link">
              {need.title}
            </Link>{' '}
            <span className="yc-muted">{t('endorsed', { count: need.endorsements })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
