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
import { type CountedStage, enterJuryProtocol, type JuryView, type ReviewedProposal } from './api';
import { type Count, isPossible, meanOf, readPasted } from './counts';
import { useStageWords } from './words';

const EMPTY: Count = { ballots: '', points: '', findings: '' };

/** A jury's count or the visitors' scores of all proposals at once, by hand or pasted from a sheet, with the signed protocol. */
export function EnterProtocol({ jury, onDone }: { jury: JuryView; onDone: (done: Done) => void }) {
  const { t } = useTranslation('juries');
  const { visit, word, protocol } = useStageWords(jury.stage);
  const id = useId();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [heldOn, setHeldOn] = useState<string | null>(null);
  const [venue, setVenue] = useState('');
  const [visitors, setVisitors] = useState('');
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState<{ id: string; name: string } | null>(null);
  const [counts, setCounts] = useState<Record<string, Count>>({});
  const proposals = jury.proposals ?? [];
  const stands = jury.protocols.some((one) => one.state === 'confirmed' || one.state === 'sealed');
  const given = proposals.map((one) => counts[one.id] ?? EMPTY);
  const counted = given.every((one) => one.ballots !== '' && one.points !== '' && isPossible(one));
  const found =
    !visit || (visitors.trim() !== '' && given.every((one) => one.ballots === '0' || one.findings.trim() !== ''));
  const ready = counted && found && heldOn !== null && venue.trim().length >= 2 && evidence !== null;
  const send = () =>
    void run(async (key) => {
      const answer = await enterJuryProtocol({
        path: { id: jury.call_id },
        headers: { 'Idempotency-Key': key },
        body: {
          stage: jury.stage,
          visitors: visit ? visitors.trim() : null,
          held_on: heldOn ?? '',
          venue: venue.trim(),
          evidence_id: evidence?.id ?? '',
          reason: stands ? reason.trim() : null,
          counts: proposals.map((one) => {
            const { ballots, points, findings } = counts[one.id] ?? EMPTY;
            return { proposal_id: one.id, ballots: Number(ballots), points, findings: findings.trim() || null };
          }),
        },
      });
      onDone({ title: word('entered'), reference: protocol(answer.data.seq), text: t('enteredText') });
      await client.invalidateQueries();
    });
  return (
    <Card title={word(stands ? 'again' : 'enter')}>
      <ErrorSummary error={error} />
      <p className="yc-muted">{word('enterText')}</p>
      <FieldRow id={`${id}-day`} label={word('heldOn')}>
        {(control) => <DateInput {...control} value={heldOn} onChange={setHeldOn} />}
      </FieldRow>
      <FieldRow id={`${id}-venue`} label={word('venue')}>
        {(control) => (
          <Input {...control} maxLength={200} value={venue} onChange={(event) => setVenue(event.target.value)} />
        )}
      </FieldRow>
      {visit ? (
        <FieldRow id={`${id}-visitors`} label={t('visitors')} hint={t('visitorsHint')}>
          {(control) => (
            <Input
              {...control}
              maxLength={400}
              value={visitors}
              onChange={(event) => setVisitors(event.target.value)}
            />
          )}
        </FieldRow>
      ) : null}
      <div className="yc-stack">
        <Paste stage={jury.stage} proposals={proposals} onRead={(read) => setCounts((old) => ({ ...old, ...read }))} />
        <Counts stage={jury.stage} proposals={proposals} counts={counts} onChange={setCounts} />
        <Upload
          id={`${id}-evidence`}
          label={word('evidence')}
          hint={word('evidenceHint')}
          purpose="jury_protocol"
          slot={`${jury.stage}-${jury.call_id}-${jury.protocols.length}`}
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
  stage,
  proposals,
  counts,
  onChange,
}: {
  stage: CountedStage;
  proposals: ReviewedProposal[];
  counts: Record<string, Count>;
  onChange: (change: (old: Record<string, Count>) => Record<string, Count>) => void;
}) {
  const { t } = useTranslation('juries');
  const { visit, word } = useStageWords(stage);
  const set = (proposal: ReviewedProposal, change: Partial<Count>) =>
    onChange((old) => ({ ...old, [proposal.id]: { ...(old[proposal.id] ?? EMPTY), ...change } }));
  const field = (proposal: ReviewedProposal, name: 'ballots' | 'points', mode: 'numeric' | 'decimal') => (
    <Input
      aria-label={`${proposal.title} ${name === 'ballots' ? word(name) : t(name)}`}
      inputMode={mode}
      maxLength={14}
      style={{ maxWidth: '9rem', textAlign: 'right' }}
      status={isPossible(counts[proposal.id] ?? EMPTY) ? '' : 'error'}
      value={counts[proposal.id]?.[name] ?? ''}
      onChange={(event) => set(proposal, { [name]: event.target.value.trim() })}
    />
  );
  const findings = (one: ReviewedProposal) => (
    <Input.TextArea
      aria-label={`${one.title} ${t('findings')}`}
      maxLength={2000}
      autoSize={{ minRows: 1, maxRows: 6 }}
      style={{ minWidth: '14rem' }}
      value={counts[one.id]?.findings ?? ''}
      onChange={(event) => set(one, { findings: event.target.value })}
    />
  );
  return (
    <PlainTable
      caption={word('counts')}
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
        { key: 'ballots', title: word('ballots'), align: 'right', render: (one) => field(one, 'ballots', 'numeric') },
        { key: 'points', title: t('points'), align: 'right', render: (one) => field(one, 'points', 'decimal') },
        {
          key: 'mean',
          title: t('mean'),
          align: 'right',
          render: (one) => {
            const count = counts[one.id] ?? EMPTY;
            return isPossible(count) ? (meanOf(count) ?? '—') : <strong>{word('impossible')}</strong>;
          },
        },
        ...(visit ? [{ key: 'findings', title: t('findings'), render: findings }] : []),
      ]}
    />
  );
}

/** Fills the table from rows that were copied from a sheet. */
function Paste({
  stage,
  proposals,
  onRead,
}: {
  stage: CountedStage;
  proposals: ReviewedProposal[];
  onRead: (counts: Record<string, Count>) => void;
}) {
  const { t } = useTranslation('juries');
  const id = useId();
  const visit = stage === 'site_visit';
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const read = () => {
    const { counts, unread } = readPasted(text, proposals, visit);
    onRead(counts);
    const done = t('pasted', { count: Object.keys(counts).length });
    setSaid(unread.length > 0 ? `${done} ${t('unread', { rows: unread.join(t('common:comma')) })}` : done);
  };
  return (
    <details>
      <summary>{t('paste')}</summary>
      <FieldRow id={id} label={t('pasteLabel')} hint={t(visit ? 'pasteVisit' : 'pasteHint')}>
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
