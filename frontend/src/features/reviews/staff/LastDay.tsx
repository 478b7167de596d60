import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { DateTime } from '@/components/base/DateTime';
import { useTranslation } from '@/lib/i18n';
import { eventLabel } from '@/lib/labels';
import { approveReviewReopening, type PanelView, rejectReviewReopening } from './api';

/** Comes when it is asked for: a calendar is heavy, and the page is looked at often. */
const LastDayForm = lazy(() => import('./LastDayForm'));

/** Until when scores are taken: the officer sets the day; once it is over two persons open the scoring again. */
export function LastDay({ panel, callNumber }: { panel: PanelView; callNumber: string }) {
  const { t } = useTranslation('reviews');
  const [open, setOpen] = useState(false);
  const { stage } = panel;
  if (!stage) return null;
  const may = (event: string) => panel.available_actions.some((action) => action.event === event);
  const setting = may('seal') && !stage.scoring_over;
  const asking = may('ask_reopening');
  if (!setting && !asking && !stage.scores_until) return null;
  const text = stage.scoring_over ? 'staff.lastDayOver' : stage.scores_until ? 'staff.lastDayText' : 'staff.noLastDay';
  return (
    <Card
      title={t('staff.lastDay')}
      extra={
        setting || asking ? (
          <Button onClick={() => setOpen(true)}>{t(asking ? 'staff.askReopening' : 'staff.setLastDay')}</Button>
        ) : null
      }
    >
      <p>
        {stage.scores_until ? <DateTime value={stage.scores_until} format="date" /> : null} {t(text)}
      </p>
      <Reopening panel={panel} callNumber={callNumber} />
      {open ? (
        <Suspense fallback={null}>
          <LastDayForm callId={panel.call_id} stage={stage} asking={asking} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </Card>
  );
}

/** What waits for the director. */
function Reopening({ panel, callNumber }: { panel: PanelView; callNumber: string }) {
  const { t } = useTranslation('reviews');
  const [done, setDone] = useState<Done | null>(null);
  const { stage } = panel;
  const waiting = stage?.reopening;
  if (!stage || !waiting) return <DoneNotice done={done} />;
  return (
    <>
      <p>
        {t('staff.reopeningAsked', { name: waiting.requested_by.name })}{' '}
        <DateTime value={waiting.scores_until} format="date" />
        {t('common:colon')}
        {waiting.reason}
      </p>
      <ActionBar
        resource={{ version: stage.version, available_actions: panel.available_actions }}
        machine="review_stage"
        onDone={(event) => {
          const text = t(event === 'reopen' ? 'staff.done.reopen' : 'staff.done.refuse_reopening');
          setDone({ title: eventLabel(event, 'review_stage'), reference: callNumber, text });
        }}
        none={<span className="yc-muted">{t('staff.reopeningWaits')}</span>}
        actions={{
          reopen: {
            primary: true,
            confirm: t('staff.reopenText'),
            run: ({ headers }) => approveReviewReopening({ path: { id: panel.call_id }, headers }),
          },
          refuse_reopening: {
            reason: 'required',
            run: ({ headers, reason }) =>
              rejectReviewReopening({ path: { id: panel.call_id }, headers, body: { reason } }),
          },
        }}
      />
    </>
  );
}
