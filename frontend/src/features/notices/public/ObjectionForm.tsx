import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/client';
import { fileObjection } from '@/api/portal/sdk.gen';
import type { PublicNoticeView } from '@/api/portal/types.gen';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Field } from '@/components/public/Field';
import { Block } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { uploadEvidence } from './upload';

const EMPTY = { filer_name: '', contact: '', statement: '', facts: '' };

/** An objection in real name, while the notice runs. */
export function ObjectionForm({ notice }: { notice: PublicNoticeView }) {
  const { t } = useTranslation('public');
  const { running, error, run } = useSubmit();
  const [values, setValues] = useState(EMPTY);
  const [about, setAbout] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const [confirmed, setConfirmed] = useState(false);
  const [number, setNumber] = useState<string | null>(null);
  if (number) {
    return (
      <Block title={t('notices.sent')}>
        <p role="status">{t('notices.sentText', { number })}</p>
      </Block>
    );
  }
  const faults = error instanceof ApiError ? error.errors : [];
  const message = (name: string) => {
    const fault = faults.find((one) => one.pointer === `/${name}`);
    return fault ? faultText(fault) : undefined;
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(async (key) => {
      const evidence = [];
      for (const file of files) evidence.push(await uploadEvidence(file));
      const { data } = await fileObjection({
        path: { id: notice.id },
        headers: { 'Idempotency-Key': key },
        body: { ...values, ...(about ? { proposal_id: about } : {}), evidence, real_name_confirmed: confirmed },
      });
      setNumber(data.number);
    });
  };
  const labels: Record<string, string> = {
    '/filer_name': t('notices.filerName'),
    '/contact': t('notices.contact'),
    '/statement': t('notices.statement'),
    '/facts': t('notices.facts'),
    '/real_name_confirmed': t('notices.realName'),
  };
  const set = (part: Partial<typeof EMPTY>) => setValues({ ...values, ...part });
  return (
    <Block title={t('notices.objectionForm')}>
      <p>{t('notices.objectionFormText')}</p>
      <form className="pub-form yc-no-print" noValidate onSubmit={submit}>
        <ErrorSummary error={error} faults={faults} labelOf={(pointer) => labels[pointer]} />
        <div className="pub-field">
          <label className="pub-field__label" htmlFor="field-proposal_id">
            {t('notices.aboutAward')}
          </label>
          <select
            id="field-proposal_id"
            className="yc-input"
            value={about}
            onChange={(event) => setAbout(event.target.value)}
          >
            <option value="">{t('notices.aboutWhole')}</option>
            {notice.lines.map((line) => (
              <option key={line.proposal_id} value={line.proposal_id}>
                {line.title}
              </option>
            ))}
          </select>
        </div>
        <Field
          name="filer_name"
          label={t('notices.filerName')}
          maxLength={100}
          autoComplete="name"
          value={values.filer_name}
          error={message('filer_name')}
          onChange={(event) => set({ filer_name: event.target.value })}
        />
        <Field
          name="contact"
          label={t('notices.contact')}
          hint={t('notices.contactHint')}
          maxLength={254}
          autoComplete="email"
          value={values.contact}
          error={message('contact')}
          onChange={(event) => set({ contact: event.target.value })}
        />
        <Words
          name="statement"
          label={t('notices.statement')}
          value={values.statement}
          max={2000}
          error={message('statement')}
          onChange={(statement) => set({ statement })}
        />
        <Words
          name="facts"
          label={t('notices.facts')}
          hint={t('notices.factsHint')}
          value={values.facts}
          max={5000}
          error={message('facts')}
          onChange={(facts) => set({ facts })}
        />
        <div className="pub-field">
          <label className="pub-field__label" htmlFor="field-evidence">
            {t('notices.evidence')}
          </label>
          <p id="field-evidence-hint" className="pub-field__hint">
            {t('notices.evidenceHint')}
          </p>
          <input
            id="field-evidence"
            type="file"
            multiple
            accept=".pdf,.jpg,.jpeg,.png"
            aria-describedby="field-evidence-hint"
            onChange={(event) => setFiles([...(event.target.files ?? [])].slice(0, 5))}
          />
        </div>
        <p>
          <label>
            <input
              id="field-real_name_confirmed"
              type="checkbox"
              checked={confirmed}
              onChange={(event) => setConfirmed(event.target.checked)}
            />{' '}
            {t('notices.realName')}
          </label>
        </p>
        <button type="submit" className="yc-btn yc-btn--primary" disabled={running}>
          {t('notices.send')}
        </button>
      </form>
    </Block>
  );
}

function Words({
  name,
  label,
  hint,
  error,
  value,
  max,
  onChange,
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  max: number;
  onChange: (value: string) => void;
}) {
  const described = [hint ? `field-${name}-hint` : '', error ? `field-${name}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="pub-field">
      <label className="pub-field__label" htmlFor={`field-${name}`}>
        {label}
      </label>
      {hint ? (
        <p id={`field-${name}-hint`} className="pub-field__hint">
          {hint}
        </p>
      ) : null}
      <textarea
        id={`field-${name}`}
        className="yc-input"
        rows={5}
        maxLength={max}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {error ? (
        <p id={`field-${name}-error`} className="pub-field__error">
          {error}
        </p>
      ) : null}
    </div>
  );
}
