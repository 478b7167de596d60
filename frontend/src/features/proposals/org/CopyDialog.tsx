import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { EmptyState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { partLabel } from '../lib/parts';
import { copyProposal, openCallsOptions, type ProposalCopyView, type ProposalView } from './api';

/** Starts a new proposal from this one, in a call that is open, and lists what does not fit there. */
export function CopyButton({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Icon name="copy" />} className="yc-no-print" onClick={() => setOpen(true)}>
        {t('copy.button')}
      </Button>
      {open ? <CopyDialog proposal={proposal} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CopyDialog({ proposal, onClose }: { proposal: ProposalView; onClose: () => void }) {
  const { t } = useTranslation('proposals');
  const calls = useQuery(openCallsOptions);
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [chosen, setChosen] = useState('');
  const [copied, setCopied] = useState<ProposalCopyView | null>(null);
  const others = (calls.data ?? []).filter((call) => call.id !== proposal.call.id);
  const start = () =>
    void run(async (key) => {
      setCopied(await copyProposal(proposal.id, chosen, key));
      await client.invalidateQueries();
    });
  return (
    <Modal
      open
      title={t('copy.title')}
      onCancel={onClose}
      closable={!running}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        copied ? (
          <Link
            to="/app/org/proposals/$id"
            params={{ id: copied.proposal.id }}
            search={{}}
            className="yc-btn yc-btn--primary"
          >
            {t('copy.open', { number: copied.proposal.number })}
          </Link>
        ) : (
          <>
            <Button onClick={onClose}>{t('common:back')}</Button>
            <Button type="primary" loading={running} disabled={!chosen} onClick={start}>
              {t('copy.button')}
            </Button>
          </>
        )
      }
    >
      <ErrorSummary error={error} />
      {copied ? (
        <div role="status">
          <p>{t(copied.unfit.length > 0 ? 'copy.unfit' : 'copy.fits')}</p>
          <ul>
            {copied.unfit.map((fault) => (
              <li key={fault.pointer + fault.code}>
                {partLabel(fault.pointer, t)}
                {t('common:colon')}
                {faultText(fault)}
              </li>
            ))}
          </ul>
        </div>
      ) : calls.isPending ? (
        <LoadingState />
      ) : others.length === 0 ? (
        <EmptyState title={t('new.noCalls')} text={t('new.noCallsHint')} />
      ) : (
        <fieldset className="app-choices">
          <legend>{t('copy.choose')}</legend>
          {others.map((call) => (
            <label key={call.id}>
              <input type="radio" name="call" value={call.id} onChange={() => setChosen(call.id)} />
              <span>
                {call.title}（{call.number}）
                <span className="yc-muted">
                  {t('editor.deadline')}
                  {t('common:colon')}
                  <DateTime value={call.closes_at} format="due" />
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </Modal>
  );
}
