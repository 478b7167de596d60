import { useInfiniteQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { ExportButton } from '@/components/app/ExportButton';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { FilterBar, SearchBox } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { Progress } from '@/components/base/Progress';
import { EmptyState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { eventLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import {
  appointPanel,
  exportAssignments,
  exportReviewers,
  type PanelView,
  type ProgressView,
  panelOptions,
  reviewedCallOptions,
  reviewersOptions,
  sealReviews,
} from './api';
import { LastDay } from './LastDay';

/** `drawn`: the panel is drawn, so nobody is chosen by hand. */
export function PanelPage({ callId, q, drawn }: { callId: string; q: string | undefined; drawn: boolean }) {
  const { t } = useTranslation('reviews');
  const { user } = useSession();
  const { data: panel } = useSuspenseQuery(panelOptions(callId));
  const { data: call } = useSuspenseQuery(reviewedCallOptions(callId));
  const choosing = !drawn && call.state === 'screening' && hasRole(user.grants, 'programme_officer');
  return (
    <>
      {panel.stage ? <Seal panel={panel} callNumber={call.number} /> : null}
      {panel.stage ? <LastDay panel={panel} callNumber={call.number} /> : null}
      {panel.stage ? <Members panel={panel} /> : null}
      {!panel.stage && !choosing && !drawn ? (
        <Card>
          <EmptyState
            title={t('staff.noPanel')}
            text={t(
              call.state === 'draft' || call.state === 'approved' || call.state === 'published'
                ? 'staff.panelLater'
                : 'staff.panelByOfficer',
            )}
          />
        </Card>
      ) : null}
      {choosing ? <Choose panel={panel} q={q} /> : null}
    </>
  );
}

function Seal({ panel, callNumber }: { panel: PanelView; callNumber: string }) {
  const { t } = useTranslation('reviews');
  const [lapse, setLapse] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const { stage } = panel;
  if (!stage) return null;
  return (
    <>
      <DoneNotice done={done} />
      <ActionBar
        resource={{ version: stage.version, available_actions: panel.available_actions }}
        machine="review_stage"
        onDone={() => {
          setLapse(false);
          setDone({ title: eventLabel('seal', 'review_stage'), reference: callNumber, text: t('staff.sealed') });
        }}
        actions={{
          seal: {
            primary: true,
            confirm: t('staff.sealText'),
            ready: panel.outstanding === 0 || lapse,
            fields:
              panel.outstanding > 0 ? (
                <Checkbox checked={lapse} onChange={(event) => setLapse(event.target.checked)}>
                  {t('staff.lapse', { count: panel.outstanding })}
                </Checkbox>
              ) : null,
            run: ({ headers }) =>
              sealReviews({ path: { id: panel.call_id }, headers, body: { confirm_lapse: panel.outstanding > 0 } }),
          },
        }}
      />
    </>
  );
}

function total(row: ProgressView): number {
  return row.offered + row.accepted + row.completed + row.lapsed;
}

function Members({ panel }: { panel: PanelView }) {
  const { t } = useTranslation('reviews');
  const { stage } = panel;
  return (
    <Card
      title={t('staff.panel')}
      flush
      extra={
        <>
          {stage ? (
            <StatusTag
              machine="review_stage"
              state={stage.state === 'open' && stage.scoring_over ? 'closed' : stage.state}
            />
          ) : null}
          <ExportButton
            run={exportAssignments}
            filter={{ call_id: panel.call_id }}
            label={t('staff.exportAssignments')}
          />
        </>
      }
    >
      <DataTable
        caption={t('staff.panel')}
        rows={panel.progress}
        rowKey={(row) => row.reviewer.id}
        columns={[
          { key: 'name', title: t('staff.reviewer'), primary: true, render: (row) => row.reviewer.name },
          { key: 'alias', title: t('staff.alias'), render: (row) => row.alias },
          { key: 'offered', title: t('staff.offered'), align: 'right', render: (row) => row.offered },
          { key: 'accepted', title: t('staff.accepted'), align: 'right', render: (row) => row.accepted },
          { key: 'completed', title: t('staff.completed'), align: 'right', render: (row) => row.completed },
          { key: 'recused', title: t('staff.recused'), align: 'right', render: (row) => row.recused },
          { key: 'lapsed', title: t('staff.lapsed'), align: 'right', render: (row) => row.lapsed },
          {
            key: 'progress',
            title: t('staff.progress'),
            width: '12rem',
            render: (row) => (
              <Progress
                share={total(row) > 0 ? Math.floor((row.completed * 10_000) / total(row)) : 0}
                label={t('staff.progressText', { done: row.completed, all: total(row) })}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}

/** Chooses the seats. Appointing again before the review starts replaces the panel. */
function Choose({ panel, q }: { panel: PanelView; q: string | undefined }) {
  const { t } = useTranslation('reviews');
  const client = useQueryClient();
  const { message } = App.useApp();
  const query = useInfiniteQuery(reviewersOptions(q));
  const [selected, setSelected] = useState<Set<string>>(() => new Set(panel.members.map((member) => member.user.id)));
  const { running, error, run } = useSubmit();
  const enough = selected.size >= panel.size;
  const parity = !panel.odd || selected.size % 2 === 1;
  const appoint = () =>
    run(async (key) => {
      await appointPanel({
        path: { id: panel.call_id },
        headers: { 'Idempotency-Key': key },
        body: { reviewer_ids: [...selected] },
      });
      await client.invalidateQueries();
      void message.success(t('staff.appointed'));
    });
  return (
    <Card
      title={panel.stage ? t('staff.replacePanel') : t('staff.appoint')}
      flush
      extra={<ExportButton run={exportReviewers} filter={q ? { q } : {}} label={t('staff.exportReviewers')} />}
    >
      <div className="app-card__inset">
        <p>
          {t(panel.odd ? 'staff.sizeOdd' : 'staff.size', { size: panel.size })} {t('staff.chooseHint')}
        </p>
        <ErrorSummary error={error} />
        <FilterBar>
          <SearchBox label={t('staff.searchReviewer')} placeholder={t('staff.searchReviewer')} value={q} />
        </FilterBar>
      </div>
      <DataTable
        caption={t('staff.reviewers')}
        {...tableOf(query)}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        selection={{ selected, onChange: setSelected }}
        empty={{ title: t('staff.noReviewers') }}
        columns={[
          { key: 'name', title: t('staff.reviewer'), primary: true, render: (row) => row.name },
          {
            key: 'seat',
            title: t('staff.seat'),
            render: (row) => panel.members.find((member) => member.user.id === row.id)?.alias ?? '—',
          },
        ]}
      />
      <div className="app-card__inset app-card__foot">
        <span role="status">
          {t('common:list.selected', { count: selected.size })}
          {enough && parity ? null : (
            <span className="app-field__error">
              {' '}
              <Icon name="warning" /> {enough ? t('staff.mustBeOdd') : t('staff.tooFew', { size: panel.size })}
            </span>
          )}
        </span>
        <Button type="primary" disabled={selected.size === 0} loading={running} onClick={() => void appoint()}>
          {panel.stage ? t('staff.replacePanel') : t('staff.appoint')}
        </Button>
      </div>
    </Card>
  );
}
