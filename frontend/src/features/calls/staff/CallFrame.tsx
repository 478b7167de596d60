import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { TabLinks } from '@/components/app/TabLinks';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import {
  approveCall,
  archiveCall,
  type CallView,
  callOptions,
  cancelCall,
  publishCall,
  startDeciding,
  startReview,
  startScreening,
} from './api';
import { CopyCall, OpenRound } from './CopyCall';

/** What every page of a call has: its head, what can be done with it, and the way to its other pages. */
export function CallFrame({ id, children }: { id: string; children: ReactNode }) {
  const { t } = useTranslation('calls');
  const { user } = useSession();
  const { data: call } = useSuspenseQuery(callOptions(id));
  const params = { id };
  const officer = hasRole(user.grants, 'programme_officer');
  const editable = call.state === 'draft' && officer;
  return (
    <>
      <PageHeader
        title={call.title}
        crumbs={[{ label: t('staff.title'), to: '/app/staff/calls' }]}
        tags={
          <>
            <StatusTag machine="call" state={call.state} />
            {call.state === 'published' ? <StatusTag machine="phase" state={call.phase} /> : null}
            {call.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          </>
        }
        meta={`${call.number} · ${call.area.name} · ${call.host_name}`}
        extra={
          <>
            {editable ? (
              <Link to="/app/staff/calls/$id/edit" params={params} className="yc-btn">
                {t('staff.edit')}
              </Link>
            ) : null}
            {officer ? <CopyCall call={call} /> : null}
            {officer ? <OpenRound call={call} /> : null}
          </>
        }
      />
      <Actions call={call} />
      <TabLinks
        label={t('staff.parts')}
        tabs={[
          { to: '/app/staff/calls/$id', params, label: t('staff.tab.overview'), exact: true },
          {
            to: '/app/staff/calls/$id/proposals',
            params,
            label: t('staff.tab.proposals', { count: call.counts.proposals }),
          },
          {
            to: '/app/staff/calls/$id/questions',
            params,
            label: t('staff.tab.questions', { count: call.questions_waiting }),
          },
          { to: '/app/staff/calls/$id/versions', params, label: t('staff.tab.versions') },
          { to: '/app/staff/calls/$id/form', params, label: t('forms:call.tab') },
          { to: '/app/staff/calls/$id/panel', params, label: t('staff.tab.panel') },
          { to: '/app/staff/calls/$id/assignments', params, label: t('staff.tab.assignments') },
          { to: '/app/staff/calls/$id/defence', params, label: t('staff.tab.defence') },
          ...(call.scheme.scoring.stage_weights_bp.public_jury > 0
            ? [{ to: '/app/staff/calls/$id/jury' as const, params, label: t('staff.tab.jury') }]
            : []),
          ...((call.scheme.scoring.stage_weights_bp.site_visit ?? 0) > 0
            ? [{ to: '/app/staff/calls/$id/site-visit' as const, params, label: t('staff.tab.siteVisit') }]
            : []),
          { to: '/app/staff/calls/$id/results', params, label: t('staff.tab.results') },
          { to: '/app/staff/calls/$id/decision', params, label: t('staff.tab.decision') },
          { to: '/app/staff/calls/$id/notice', params, label: t('staff.tab.notice') },
        ]}
      />
      {children}
    </>
  );
}

function Actions({ call }: { call: CallView }) {
  const { t } = useTranslation('calls');
  const [done, setDone] = useState<Done | null>(null);
  const path = { id: call.id };
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={call}
        machine="call"
        onDone={(event, answer) => {
          const after = (answer as { data?: CallView } | undefined)?.data;
          setDone({ title: eventLabel(event, 'call'), reference: call.number, at: after?.updated_at });
        }}
        actions={{
          approve: {
            primary: true,
            confirm: t('staff.approveText'),
            run: ({ headers }) => approveCall({ path, headers }),
          },
          publish: {
            primary: true,
            confirm: t('staff.publishText'),
            run: ({ headers }) => publishCall({ path, headers }),
          },
          start_screening: {
            primary: true,
            confirm: t('staff.startScreeningText'),
            run: ({ headers }) => startScreening({ path, headers }),
          },
          start_review: {
            primary: true,
            confirm: t('staff.startReviewText', { count: call.counts.eligible }),
            run: ({ headers }) => startReview({ path, headers }),
          },
          start_deciding: {
            primary: true,
            confirm: t('staff.startDecidingText'),
            run: ({ headers }) => startDeciding({ path, headers }),
          },
          archive: {
            primary: true,
            confirm: t('staff.archiveText'),
            run: ({ headers }) => archiveCall({ path, headers }),
          },
          cancel: {
            danger: true,
            reason: 'required',
            confirm: t('staff.cancelText'),
            run: ({ headers, reason }) => cancelCall({ path, headers, body: { reason } }),
          },
        }}
      />
    </>
  );
}
