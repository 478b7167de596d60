import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { Figures } from '@/components/app/Figures';
import { Steps } from '@/components/app/Steps';
import { CallTimeline } from '@/components/base/CallTimeline';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Money } from '@/components/base/Money';
import { RequiredDocuments } from '@/components/base/RequiredDocuments';
import { SchemeConditions, SchemeRubric, SchemeRules } from '@/components/base/SchemeSummary';
import { useTranslation } from '@/lib/i18n';
import { stateLabel } from '@/lib/labels';
import { schemeOf } from '@/lib/scheme';
import { approvedAllotmentsOptions, callOptions, presetsOptions } from './api';
import { CALL_WAY } from './filter';

const COUNTED = [
  'submitted',
  'correction_requested',
  'eligible',
  'ineligible',
  'under_review',
  'ranked',
  'recommended',
  'reserve',
  'not_selected',
  'on_notice',
  'awarded',
  'revoked',
  'withdrawn',
] as const;

export function CallOverview({ id }: { id: string }) {
  const { t, language } = useTranslation('calls');
  const { data: call } = useSuspenseQuery(callOptions(id));
  const { data: presets } = useQuery(presetsOptions());
  const { data: allotments } = useQuery(approvedAllotmentsOptions());
  const scheme = schemeOf(call);
  const preset = presets?.items.find((item) => item.code === call.scheme_preset);
  const allotment = allotments?.items.find((item) => item.id === call.allotment_id);
  const counted = COUNTED.filter((state) => call.counts[state] > 0);
  return (
    <>
      {call.state === 'cancelled' ? null : (
        <Card title={t('staff.way')}>
          <Steps
            label={t('staff.way')}
            current={(CALL_WAY as readonly string[]).indexOf(call.state)}
            steps={CALL_WAY.map((state) => ({ key: state, title: stateLabel('call', state) }))}
          />
        </Card>
      )}
      <Figures
        label={t('staff.counts')}
        items={[
          {
            key: 'all',
            label: t('staff.allProposals'),
            value: t('staff.copies', { count: call.counts.proposals }),
            to: '/app/staff/calls/$id/proposals',
            params: { id },
          },
          ...counted.map((state) => ({
            key: state,
            label: stateLabel('proposal', state),
            value: t('staff.copies', { count: call.counts[state] }),
            to: '/app/staff/calls/$id/proposals',
            params: { id },
            search: { state },
          })),
        ]}
      />
      <div className="app-columns">
        <div>
          <Card title={t('staff.announcement')}>
            <div className="app-prose">{call.announcement || '—'}</div>
          </Card>
          {call.document.required_documents.length > 0 ? (
            <Card title={t('documents.heading')}>
              <RequiredDocuments documents={call.document.required_documents} />
            </Card>
          ) : null}
          <Card title={t('staff.conditions')}>
            <SchemeConditions scheme={scheme} />
          </Card>
          <Card title={t('staff.rules')}>
            <SchemeRules scheme={scheme} />
          </Card>
          <Card title={t('staff.rubric')}>
            <SchemeRubric scheme={scheme} />
          </Card>
        </div>
        <div>
          <Card title={t('staff.facts')}>
            <Descriptions
              columns={1}
              items={[
                { label: t('staff.budget'), value: <Money value={call.budget} strong upper /> },
                {
                  label: t('staff.allotment'),
                  value: allotment
                    ? `${allotment.fund.name} · ${allotment.fiscal_year} · ${allotment.budget_line}`
                    : call.allotment_id
                      ? t('staff.allotmentChosen')
                      : t('staff.noAllotment'),
                },
                { label: t('staff.opens'), value: <DateTime value={call.opens_at} format="deadline" /> },
                {
                  label: t('staff.closes'),
                  value: (
                    <>
                      <DateTime value={call.closes_at} format="deadline" />
                      {call.state === 'published' && call.phase === 'open' ? (
                        <>
                          <br />
                          <Countdown to={call.closes_at} />
                        </>
                      ) : null}
                    </>
                  ),
                },
                {
                  label: t('staff.preset'),
                  value: preset ? (language === 'en' ? preset.title_en : preset.title) : call.scheme_preset,
                },
                { label: t('versions.revision'), value: t('versions.nth', { n: call.revision }) },
                { label: t('staff.createdBy'), value: call.created_by.name },
                { label: t('staff.approvedBy'), value: call.approved_by?.name },
                {
                  label: t('staff.publishedAt'),
                  value: call.published_at ? <DateTime value={call.published_at} /> : null,
                },
              ]}
            />
          </Card>
          <Card title={t('editor.dates')}>
            <CallTimeline call={call} />
          </Card>
        </div>
      </div>
    </>
  );
}
