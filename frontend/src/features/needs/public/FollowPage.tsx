import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/client';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { Field } from '@/components/public/Field';
import { Block, PublicPage } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { addToReport, type NeedReportView, needReportOptions, withdrawReport } from './api';
import { TextArea } from './TextArea';
import '@/styles/needs.css';

/** One's own report, by the code of the receipt. */
export function FollowPage({ code }: { code: string | undefined }) {
  const { t } = useTranslation('needs');
  const query = useQuery({ ...needReportOptions(code ?? ''), enabled: Boolean(code) });
  const unknown = query.error instanceof ApiError && query.error.status === 404;
  if (code && query.data) return <Report code={code} report={query.data} />;
  return (
    <PublicPage title={t('follow.title')} lead={t('follow.lead')} back={{ to: '/needs', label: t('title') }} reading>
      <CodeForm code={code} wrong={unknown} />
      {code && query.isPending ? <LoadingState /> : null}
      {query.isError && !unknown ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
    </PublicPage>
  );
}

function CodeForm({ code, wrong }: { code: string | undefined; wrong: boolean }) {
  const { t } = useTranslation('needs');
  const navigate = useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    if (typed) void navigate({ to: '/needs/follow', search: { code: typed } });
  };
  return (
    <form className="pub-form" noValidate onSubmit={submit}>
      <Field
        name="code"
        label={t('receipt.code')}
        hint={t('follow.codeHint')}
        defaultValue={code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        error={wrong ? t('follow.unknown') : undefined}
      />
      <button type="submit" className="yc-btn yc-btn--primary pub-form__submit">
        {t('follow.look')}
      </button>
    </form>
  );
}

function Report({ code, report }: { code: string; report: NeedReportView }) {
  const { t } = useTranslation('needs');
  const answered = report.state !== 'reported';
  return (
    <PublicPage
      title={t('follow.of', { number: report.number })}
      back={{ to: '/needs', label: t('title') }}
      tags={<StatusTag machine="need" state={report.state} />}
      reading
    >
      {answered ? null : (
        <p className={report.late_days > 0 ? 'yc-note yc-note--warning' : 'yc-note'}>
          <Icon name="clock" /> {t('follow.waits', { level: enumLabel('need_level', report.answered_by) })}
          {report.due_on ? (
            <>
              {t('follow.dueOn')} <DateTime value={report.due_on} format="date" />
            </>
          ) : null}
          {report.late_days > 0 ? ` ${t('late', { count: report.late_days })}` : null}
        </p>
      )}
      {report.merged_into ? (
        <p className="yc-note">
          <Icon name="info" /> {t('follow.merged', { need: report.merged_into })}
        </p>
      ) : null}
      {report.outcome ? (
        <p className="yc-note">
          <Icon name="checkCircle" /> {report.outcome}
        </p>
      ) : null}
      {report.public_id ? (
        <p>
          <Link to="/needs/$id" params={{ id: report.public_id }} className="yc-link">
            {t('follow.public')}
          </Link>{' '}
          <span className="yc-muted">{t('endorsed', { count: report.endorsements })}</span>
        </p>
      ) : null}
      <Block title={t('follow.own')}>
        <p className="pub-prose">{report.what}</p>
        <Descriptions
          columns={1}
          items={[
            { label: t('report.where'), value: [report.area_name, report.place].filter(Boolean).join(' · ') },
            { label: t('report.contact'), value: report.contact_hint ?? t('follow.noContact') },
            { label: t('receipt.at'), value: <DateTime value={report.created_at} /> },
          ]}
        />
      </Block>
      {report.statements.length > 0 ? (
        <Block title={t('follow.said')}>
          <ol className="need-said">
            {report.statements.map((one) => (
              <li key={one.at} className={one.kind === 'answer' ? 'need-said__answer' : undefined}>
                <span className="yc-muted">
                  {t(one.kind === 'answer' ? 'follow.answer' : 'follow.addition')} · <DateTime value={one.at} />
                </span>
                <p className="pub-prose">{one.text}</p>
              </li>
            ))}
          </ol>
        </Block>
      ) : null}
      {report.may_add ? <Add code={code} /> : null}
      {report.may_withdraw ? <Withdraw code={code} version={report.version} /> : null}
    </PublicPage>
  );
}

function Add({ code }: { code: string }) {
  const { t } = useTranslation('needs');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ([...text.trim()].length < 2) return;
    void run(async (key) => {
      const after = await addToReport(code, text.trim(), key);
      client.setQueryData(needReportOptions(code).queryKey, after);
      setText('');
    });
  };
  return (
    <Block title={t('follow.add')}>
      <form className="pub-form" noValidate onSubmit={submit}>
        <ErrorSummary error={error} />
        <TextArea name="text" label={t('follow.addLabel')} value={text} max={1000} rows={3} onChange={setText} />
        <button type="submit" className="yc-btn" disabled={running || [...text.trim()].length < 2}>
          {t('follow.addSend')}
        </button>
      </form>
    </Block>
  );
}

/** Asks once more before it is taken back; there is no way back from that. */
function Withdraw({ code, version }: { code: string; version: number }) {
  const { t } = useTranslation('needs');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [asked, setAsked] = useState(false);
  const act = () =>
    void run(async (key) => {
      client.setQueryData(needReportOptions(code).queryKey, await withdrawReport(code, version, key));
    });
  return (
    <Block title={t('follow.withdraw')}>
      <ErrorSummary error={error} />
      <p>{t('follow.withdrawText')}</p>
      <div className="need-tools">
        {asked ? (
          <>
            <button type="button" className="yc-btn yc-btn--primary" disabled={running} onClick={act}>
              {t('follow.withdrawSure')}
            </button>
            <button type="button" className="yc-btn yc-btn--quiet" onClick={() => setAsked(false)}>
              {t('common:cancel')}
            </button>
          </>
        ) : (
          <button type="button" className="yc-btn" onClick={() => setAsked(true)}>
            {t('follow.withdraw')}
          </button>
        )}
      </div>
    </Block>
  );
}
