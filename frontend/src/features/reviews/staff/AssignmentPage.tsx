import { useInfiniteQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { AssignmentForm } from './AssignmentForm';
import { AssignmentPlan } from './AssignmentPlan';
import { AssignmentRuns } from './AssignmentRuns';
import {
  type AssignmentPreviewView,
  type AssignmentSettingsInput,
  applyAssignmentRun,
  assignmentRunsOptions,
  type PanelView,
  panelOptions,
  previewAssignmentRun,
  reviewedCallOptions,
} from './api';
import { type AssignForm, isReady, settingsOf } from './assign';
import '@/styles/reviews.css';

/** Who reviews what: settings, the plan before it is carried out, and the runs that were. */
export function AssignmentPage({ callId }: { callId: string }) {
  const { t } = useTranslation('reviews');
  const { user } = useSession();
  const { data: panel } = useSuspenseQuery(panelOptions(callId));
  const { data: call } = useSuspenseQuery(reviewedCallOptions(callId));
  const runs = useInfiniteQuery(assignmentRunsOptions(callId));
  const officer = hasRole(user.grants, 'programme_officer');
  const open = (call.state === 'screening' || call.state === 'reviewing') && panel.stage?.state === 'open';
  if (runs.isPending) return <LoadingState />;
  if (runs.isError) {
    return (runs.error as { status?: number }).status === 404 ? (
      <Card>
        <EmptyState title={t('assign.hidden')} text={t('assign.hiddenText')} />
      </Card>
    ) : (
      <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
    );
  }
  return (
    <>
      {officer && open ? <Planner panel={panel} call={call} /> : null}
      {!open ? (
        <Card>
          <EmptyState
            title={t(panel.stage ? 'assign.closed' : 'staff.noPanel')}
            text={t(panel.stage ? 'assign.closedText' : 'assign.panelFirst')}
          />
        </Card>
      ) : null}
      <AssignmentRuns callId={callId} query={runs} />
    </>
  );
}

function Planner({
  panel,
  call,
}: {
  panel: PanelView;
  call: { id: string; number: string; state: string; scheme: unknown };
}) {
  const { t } = useTranslation('reviews');
  const client = useQueryClient();
  const [form, setForm] = useState<AssignForm>({
    mode: 'assigned_k',
    perProposal: String(Math.min(3, panel.members.length)),
    cap: '',
    balance: 50,
    reward: 300,
    seed: call.number,
    reviewers: {},
  });
  // The plan belongs to the settings with which it was made: any change of them drops it.
  const [plan, setPlan] = useState<{ settings: AssignmentSettingsInput; found: AssignmentPreviewView } | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const { running, error, run, reset } = useSubmit();
  const change = (next: AssignForm) => {
    setForm(next);
    setPlan(null);
    reset();
  };
  const look = () =>
    run(async () => {
      const settings = settingsOf(form);
      setDone(null);
      const { data } = await previewAssignmentRun({ path: { id: call.id }, body: { settings } });
      setPlan({ settings, found: data });
    });
  const apply = () =>
    run(async (key) => {
      if (!plan) return;
      const { data } = await applyAssignmentRun({
        path: { id: call.id },
        headers: { 'Idempotency-Key': key },
        body: { settings: plan.settings, input_sha256: plan.found.input_sha256 },
      });
      setPlan(null);
      setDone({
        title: t('assign.apply'),
        reference: `${call.number} · ${t('assign.run', { seq: data.seq })}`,
        at: data.created_at,
        text: t(call.state === 'screening' ? 'assign.appliedAhead' : 'assign.appliedNow', { count: data.planned }),
      });
      await client.invalidateQueries();
    });
  return (
    <>
      <DoneNotice done={done} />
      <Card title={t('assign.settings')}>
        <p className="yc-muted">{t(call.state === 'screening' ? 'assign.leadAhead' : 'assign.leadNow')}</p>
        <ErrorSummary error={error} />
        <AssignmentForm form={form} panel={panel} scheme={call.scheme} onChange={change} />
        <div className="app-formactions">
          <Button type={plan ? 'default' : 'primary'} loading={running} disabled={!isReady(form)} onClick={look}>
            {t('assign.preview')}
          </Button>
          <span className="yc-muted">{t('assign.previewHint')}</span>
        </div>
      </Card>
      {plan ? (
        <>
          <AssignmentPlan found={plan.found} scheme={call.scheme} />
          <Card>
            <div className="app-formactions">
              <Button
                type="primary"
                loading={running}
                disabled={plan.found.cut != null || plan.found.added === 0}
                onClick={apply}
              >
                {t('assign.applyCount', { count: plan.found.added })}
              </Button>
              <span role="status" className="yc-muted">
                <Icon name={plan.found.cut ? 'warning' : 'info'} />{' '}
                {t(
                  plan.found.cut
                    ? 'assign.cannotApply'
                    : plan.found.added === 0
                      ? 'assign.nothingToAdd'
                      : 'assign.applyHint',
                )}
              </span>
            </div>
          </Card>
        </>
      ) : null}
    </>
  );
}
