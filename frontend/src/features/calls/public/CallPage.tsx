import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CallFiles } from '@/components/base/CallFiles';
import { CallTimeline } from '@/components/base/CallTimeline';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { PrintFooter } from '@/components/base/PrintButton';
import { RequiredDocuments } from '@/components/base/RequiredDocuments';
import { SchemeConditions, SchemeRubric, SchemeRules } from '@/components/base/SchemeSummary';
import { StatusTag } from '@/components/base/StatusTag';
import { Block, PublicPage, ReadingTools } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { schemeOf } from '@/lib/scheme';
import { type PublicCallView, publicCallOptions } from './api';
import { Questions } from './Questions';
import { Versions } from './Versions';

export function CallPage({ id, draws }: { id: string; draws: ReactNode }) {
  const { t } = useTranslation('public');
  const { data: call } = useSuspenseQuery(publicCallOptions(id));
  const scheme = schemeOf(call);
  return (
    <PublicPage
      title={call.title}
      lead={`${call.area.name} · ${call.host_name}`}
      back={{ to: '/calls', label: t('calls.title') }}
      tags={
        <>
          <StatusTag machine="phase" state={call.phase} />
          <span className="yc-muted">{call.number}</span>
          {call.revision > 1 ? <span className="yc-muted">{t('versions.nth', { n: call.revision })}</span> : null}
        </>
      }
      tools={<ReadingTools />}
    >
      <div className="pub-detail">
        <div>
          <Block title={t('calls.announcement')}>
            <div className="pub-prose">{call.announcement}</div>
          </Block>
          {call.document.attachments.length > 0 ? (
            <Block title={t('documents.files')}>
              <CallFiles files={call.document.attachments} open />
            </Block>
          ) : null}
          <Block title={t('timetable.title')}>
            <CallTimeline call={call} />
          </Block>
          <Block title={t('calls.conditions')}>
            <SchemeConditions scheme={scheme} />
          </Block>
          {call.document.required_documents.length > 0 ? (
            <Block title={t('documents.title')}>
              <RequiredDocuments documents={call.document.required_documents} />
            </Block>
          ) : null}
          <Block title={t('calls.rubric')}>
            <SchemeRubric scheme={scheme} />
          </Block>
          <Block title={t('calls.scheme')}>
            <SchemeRules scheme={scheme} />
          </Block>
          <Questions call={call} />
          <Versions call={call} />
          {draws}
          <PrintFooter reference={call.number} />
        </div>
        <KeyFacts call={call} />
      </div>
    </PublicPage>
  );
}

function KeyFacts({ call }: { call: PublicCallView }) {
  const { t } = useTranslation('public');
  const cap = schemeOf(call).budget?.cap_per_project;
  return (
    <aside className="pub-aside" aria-label={t('calls.keyFacts')}>
      <p className="pub-aside__deadline">
        {call.phase === 'open' ? (
          <Countdown to={call.closes_at} />
        ) : call.phase === 'upcoming' ? (
          t('calls.notOpenYet')
        ) : (
          t('calls.closed')
        )}
      </p>
      <Descriptions
        columns={1}
        items={[
          { label: t('calls.closes'), value: <DateTime value={call.closes_at} format="deadline" /> },
          { label: t('calls.opens'), value: <DateTime value={call.opens_at} format="deadline" /> },
          { label: t('calls.budget'), value: <Money value={call.budget} strong /> },
          { label: t('calls.cap'), value: cap ? <Money value={cap} strong /> : t('calls.noCap') },
          { label: t('calls.host'), value: call.host_name },
          { label: t('calls.area'), value: call.area.name },
        ]}
      />
      {call.phase === 'open' ? (
        <>
          <Link
            to="/login"
            search={{ redirect: `/app/org/proposals?call_id=${call.id}` }}
            className="yc-btn yc-btn--primary yc-no-print"
          >
            {t('calls.apply')}
          </Link>
          <p className="pub-aside__hint yc-no-print">{t('calls.applyHint')}</p>
        </>
      ) : null}
    </aside>
  );
}
