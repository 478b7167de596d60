import { Checkbox } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { useTranslation } from '@/lib/i18n';
import {
  beginDefenceScoring,
  closeDefenceTurn,
  type DefenceTurnView,
  defenceOptions,
  missDefenceTurn,
  openDefenceTurn,
  recallDefenceTurn,
  reopenDefenceTurn,
} from '../api';

/** What whoever leads the day can do with one turn. */
export function TurnActions({ turn, callId }: { turn: DefenceTurnView; callId: string }) {
  const { t } = useTranslation('defences');
  const [missing, setMissing] = useState(false);
  const path = { id: turn.id };
  const left = (turn.expected ?? 0) - (turn.submitted ?? 0);
  return (
    <ActionBar
      resource={turn}
      machine="defence_turn"
      invalidate={[defenceOptions(callId).queryKey]}
      onDone={() => setMissing(false)}
      actions={{
        open: { primary: true, confirm: t('openText'), run: ({ headers }) => openDefenceTurn({ path, headers }) },
        begin_scoring: { confirm: t('beginText'), run: ({ headers }) => beginDefenceScoring({ path, headers }) },
        close: {
          primary: turn.state === 'scoring',
          confirm: t('closeText'),
          ready: left === 0 || missing,
          fields:
            left > 0 ? (
              <Checkbox checked={missing} onChange={(event) => setMissing(event.target.checked)}>
                {t('missing', { count: left })}
              </Checkbox>
            ) : null,
          run: ({ headers }) => closeDefenceTurn({ path, headers, body: { confirm_missing: left > 0 } }),
        },
        reopen: {
          reason: 'required',
          confirm: t('reopenText'),
          run: ({ headers, reason }) => reopenDefenceTurn({ path, headers, body: { reason } }),
        },
        miss: {
          danger: true,
          reason: 'required',
          confirm: t('missText'),
          run: ({ headers, reason }) => missDefenceTurn({ path, headers, body: { reason } }),
        },
        recall: {
          reason: 'required',
          confirm: t('recallText'),
          run: ({ headers, reason }) => recallDefenceTurn({ path, headers, body: { reason } }),
        },
      }}
    />
  );
}
