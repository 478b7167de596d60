import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { Card } from '@/components/app/Card';
import { DateInput } from '@/components/app/DateInput';
import type { Done } from '@/components/app/DoneNotice';
import { FieldRow } from '@/components/app/FieldRow';
import { Upload } from '@/components/app/Upload';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { enterJuryProtocol, type JuryView, type ReviewedProposal } from './api';
import { type Count, isPossible, meanOf, readPasted } from './counts';

const EMPTY: Count = { ballots: '', points: '' };

/** The count of all proposals at once, by hand or pasted from a sheet, with the scan of the signed protocol. */
export function EnterProtocol({ jury, onDone }: { jury: JuryView; onDone: (done: Done) => void }) {
  const { t } = useTranslation('juries');
  const id = useId();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [heldOn, setHeldOn] = useState<string | null>(null);
  const [venue, setVenue] = useState('');
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState<{ id: string; name: string } | null>(null);
  const [counts, setCounts] = useState<Record<string, Count>>({});
  const proposals = jury.proposals ?? [];
  const stands = jury.protocols.some((one) => one.state === 'confirmed' || one.state === 'sealed');
  const given = proposals.map((one) => counts[one.id] ?? EMPTY);
  const counted = given.every((one) => one.ballots !== '' && one.points !== '' && isPossible(one));
  const ready = counted && heldOn !== null && venue.trim().length >= 2 && evidence !== null;
  const send = () =>
    void run(async (key) => {
      const answer = await enterJuryProtocol({
        path: { id: jury.call_id },
        headers: { 'Idempotency-Key': key },
        body: {
          held_on: heldOn ?? '',
          venue: venue.trim(),
          evidence_id: evidence?.id ?? '',
          reason: stands ? reason.trim() : null,
          counts: proposals.map((one) => {
            const { ballots, points } = counts[one.id] ?? EMPTY;
            return { proposal_id: one.id, ballots: Number(ballots), points };
          }),
        },
      });
      onDone({ title: t('entered'), reference: t('protocol', { seq: answer.data.seq }), text: t('enteredText') });
      await client.invalidateQueries();
    });
  return (
    <Card title={t(stands ? 'again' : 'enter')}>
      <ErrorSummary error={error} />
      <p className="yc-muted">{t('enterText')}</p>
      <FieldRow id={`${id}-day`} label={t('heldOn')}>
        {(control) => <DateInput {...control} value={heldOn} onChange={setHeldOn} />}
      </FieldRow>
      <FieldRow id={`${id}-venue`} label={t('venue')}>
        {(control) => (
          <Input {...control} maxLength={200} value={venue} onChange={(event) => setVenue(event.target.value)} />
        )}
      </FieldRow>
      <div className="yc-stack">
        <Paste proposals={proposals} onRead={(read) => setCounts((old) => ({ ...old, ...read }))} />
        <Counts proposals={proposals} counts={counts} onChange={setCounts} />
        <Upload
          id={`${id}-evidence`}
          label={t('evidence')}
          hint={t('evidenceHint')}
          purpose="jury_protocol"
          slot={`jury-${jury.call_id}-${jury.protocols.length}`}
          files={evidence ? [evidence] : []}
          max={1}
          onUploaded={(file) => setEvidence({ id: file.id, name: file.name })}
          onRemove={() => setEvidence(null)}
        />
      </div>
      {stands ? (
        <FieldRow id={`${id}-reason`} label={t('reason')} hint={t('reasonHint')}>
          {(control) => (
            <Input.TextArea
              {...control}
              maxLength={2000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </FieldRow>
      ) : null}
      <Button
        type="primary"
        disabled={!ready || (stands && reason.trim().length < 10)}
        loading={running}
        onClick={send}
      >
        {t('submit')}
      </Button>
    </Card>
  );
}

/** One row a proposal: its ballots, the sum of their points, and the mean to compare with the paper. */
function Counts({
  proposals,
  counts,
  onChange,
}: {
  proposals: ReviewedProposal[];
  counts: Record<string, Count>;
  onChange: (change: (old: Record<string, Count>) => Record<string, Count>) => void;
}) {
  const { t } = useTranslation('juries');
  const field = (proposal: ReviewedProposal, name: keyof Count, mode: 'numeric' | 'decimal') => (
    <Input
      aria-label={`${proposal.title} ${t(name)}`}
      inputMode={mode}
      maxLength={14}
      style={{ maxWidth: '9rem', textAlign: 'right' }}
      status={isPossible(counts[proposal.id] ?? EMPTY) ? '' : 'error'}
      value={counts[proposal.id]?.[name] ?? ''}
      onChange={(event) => {
        const value = event.target.value.trim();
        onChange((old) => ({ ...old, [proposal.id]: { ...(old[proposal.id] ?? EMPTY), [name]: value } }));
      }}
    />
  );
  return (
    <PlainTable
      caption={t('counts')}
      rows={proposals}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'proposal',
          title: t('proposal'),
          primary: true,
          render: (one) => (
            <>
              {one.title}
              <span className="app-table__reason">
                {one.number} · {one.organisation_name}
              </span>
            </>
          ),
        },
        { key: 'ballots', title: t('ballots'), align: 'right', render: (one) => field(one, 'ballots', 'numeric') },
        { key: 'points', title: t('points'), align: 'right', render: (one) => field(one, 'points', 'decimal') },
        {
          key: 'mean',
          title: t('mean'),
          align: 'right',
          render: (one) => {
            const count = counts[one.id] ?? EMPTY;
            return isPossible(count) ? (meanOf(count) ?? '—') : <strong>{t('impossible')}</strong>;
          },
        },
      ]}
    />
  );
}

/** Fills the table from rows that were copied from a sheet. */
function Paste({
  proposals,
  onRead,
}: {
  proposals: ReviewedProposal[];
  onRead: (counts: Record<string, Count>) => void;
}) {
  const { t } = useTranslation('juries');
  const id = useId();
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const read = () => {
    const { counts, unread } = readPasted(text, proposals);
    onRead(counts);
    const done = t('pasted', { count: Object.keys(counts).length });
    setSaid(unread.length > 0 ? `${done} ${t('unread', { rows: unread.join(t('common:comma')) })}` : done);
  };
  return (
    <details>
      <summary>{t('paste')}</summary>
      <FieldRow id={id} label={t('pasteLabel')} hint={t('pasteHint')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 3, maxRows: 8 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FieldRow>
      <Button disabled={text.trim() === ''} onClick={read}>
        {t('fill')}
      </Button>
      <p role="status">{said}</p>
    </details>
  );
}
