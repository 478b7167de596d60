import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { FieldRow } from '@/components/app/FieldRow';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { announceLottery, drawLottery, type LotteryView, lotteriesOptions } from './api';

/** Lotteries about ties at the line: announced before the source of chance speaks, drawn after it. */
export function Lotteries({ callId, groups }: { callId: string; groups: number[] }) {
  const { t } = useTranslation('notices');
  const { data } = useQuery(lotteriesOptions(callId));
  const held = data?.items ?? [];
  const open = groups.filter((group) => !held.some((lottery) => lottery.tie_group === group));
  if (held.length === 0 && open.length === 0) return null;
  return (
    <Card title={t('lottery.title')}>
      <p className="yc-muted">{t('lottery.text')}</p>
      {held.map((lottery) => (
        <Lottery key={lottery.id} lottery={lottery} />
      ))}
      {open.map((group) => (
        <Announce key={group} callId={callId} group={group} />
      ))}
    </Card>
  );
}

function Lottery({ lottery }: { lottery: LotteryView }) {
  const { t } = useTranslation('notices');
  const [entropy, setEntropy] = useState('');
  const names = (list: string[]) => list.join(t('common:comma'));
  return (
    <>
      <ActionBar
        resource={lottery}
        machine="lottery"
        actions={{
          draw: {
            primary: true,
            confirm: t('lottery.drawText'),
            ready: entropy.trim() !== '',
            fields: (
              <FieldRow id={`entropy-${lottery.id}`} label={t('lottery.entropy')} hint={t('lottery.entropyHint')}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={500}
                    value={entropy}
                    onChange={(event) => setEntropy(event.target.value)}
                  />
                )}
              </FieldRow>
            ),
            run: ({ headers }) => drawLottery({ path: { id: lottery.id }, headers, body: { entropy: entropy.trim() } }),
          },
        }}
      />
      <Descriptions
        items={[
          { label: t('lottery.group'), value: lottery.tie_group },
          { label: t('staff.state'), value: <StatusTag machine="lottery" state={lottery.state} /> },
          { label: t('lottery.members'), value: names(lottery.members) },
          { label: t('lottery.source'), value: lottery.entropy_source },
          { label: t('lottery.at'), value: <DateTime value={lottery.entropy_at} /> },
          { label: t('lottery.witnesses'), value: names(lottery.witnesses) },
          { label: t('lottery.committedAt'), value: <DateTime value={lottery.committed_at} format="seconds" /> },
          { label: t('lottery.commitment'), value: <span className="app-mono">{lottery.commitment}</span>, wide: true },
          ...(lottery.entropy
            ? [
                { label: t('lottery.entropy'), value: lottery.entropy },
                { label: t('lottery.order'), value: names(lottery.order) },
              ]
            : []),
        ]}
      />
    </>
  );
}

function Announce({ callId, group }: { callId: string; group: number }) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [source, setSource] = useState('');
  const [at, setAt] = useState('');
  const [witnesses, setWitnesses] = useState('');
  const watching = witnesses
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean);
  const ready = source.trim().length >= 4 && at !== '' && watching.length > 0;
  const announce = () =>
    run(async (key) => {
      await announceLottery({
        path: { id: callId },
        headers: { 'Idempotency-Key': key },
        body: {
          tie_group: group,
          entropy_source: source.trim(),
          // What is typed is Shanghai time, wherever the browser stands.
          entropy_at: new Date(`${at}:00+08:00`).toISOString(),
          witnesses: watching,
        },
      });
      await client.invalidateQueries();
    });
  return (
    <fieldset className="app-fieldset">
      <legend>
        {t('lottery.group')} {group}
      </legend>
      <ErrorSummary error={error} />
      <FieldRow id={`source-${group}`} label={t('lottery.source')} hint={t('lottery.sourceHint')}>
        {(control) => (
          <Input {...control} maxLength={200} value={source} onChange={(event) => setSource(event.target.value)} />
        )}
      </FieldRow>
      <FieldRow id={`at-${group}`} label={t('lottery.at')}>
        {(control) => (
          <Input {...control} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
        )}
      </FieldRow>
      <FieldRow id={`witnesses-${group}`} label={t('lottery.witnesses')} hint={t('lottery.witnessesHint')}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            maxLength={1000}
            value={witnesses}
            onChange={(event) => setWitnesses(event.target.value)}
          />
        )}
      </FieldRow>
      <Button disabled={!ready} loading={running} onClick={() => void announce()}>
        {t('lottery.announce')}
      </Button>
    </fieldset>
  );
}
