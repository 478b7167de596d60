import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { Card } from '@/components/app/Card';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { panelOptions } from '../../staff/api';
import { announceDefence } from '../api';

/** What is typed is Shanghai time, wherever the browser stands. */
function instant(local: string): string {
  return new Date(`${local}:00+08:00`).toISOString();
}

/** When, where and led by whom, and by which public chance the order is drawn. */
export function AnnounceDefence({ callId, again }: { callId: string; again: boolean }) {
  const { t } = useTranslation('defences');
  const id = useId();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const { data: panel } = useQuery(panelOptions(callId));
  const [startsAt, setStartsAt] = useState('');
  const [venue, setVenue] = useState('');
  const [minutes, setMinutes] = useState(15);
  const [chair, setChair] = useState<string | null>(null);
  const [source, setSource] = useState('');
  const [at, setAt] = useState('');
  const title = t(again ? 'again' : 'announce');
  const ready = startsAt !== '' && at !== '' && venue.trim().length >= 2 && source.trim().length >= 4;
  const announce = () =>
    void run(async (key) => {
      await announceDefence({
        path: { id: callId },
        headers: { 'Idempotency-Key': key },
        body: {
          starts_at: instant(startsAt),
          venue: venue.trim(),
          minutes,
          chair_id: chair,
          entropy_source: source.trim(),
          entropy_at: instant(at),
        },
      });
      await client.invalidateQueries();
    });
  return (
    <Card title={title}>
      <ErrorSummary error={error} />
      <FieldRow id={`${id}-source`} label={t('source')} hint={t('sourceHint')}>
        {(control) => (
          <Input {...control} maxLength={200} value={source} onChange={(event) => setSource(event.target.value)} />
        )}
      </FieldRow>
      <FieldRow id={`${id}-at`} label={t('at')}>
        {(control) => (
          <Input {...control} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
        )}
      </FieldRow>
      <FieldRow id={`${id}-starts`} label={t('startsAt')}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={startsAt}
            onChange={(event) => setStartsAt(event.target.value)}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-venue`} label={t('venue')}>
        {(control) => (
          <Input {...control} maxLength={200} value={venue} onChange={(event) => setVenue(event.target.value)} />
        )}
      </FieldRow>
      <FieldRow id={`${id}-minutes`} label={t('minutes')}>
        {(control) => (
          <InputNumber
            {...control}
            style={{ display: 'flex', width: '8rem' }}
            min={1}
            max={240}
            precision={0}
            value={minutes}
            onChange={(value) => setMinutes(value ?? 15)}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-chair`} label={t('chair')} hint={t('chairHint')}>
        {(control) => (
          <PlainSelect
            id={control.id}
            placeholder={t('noChair')}
            options={(panel?.members ?? []).map((one) => ({ value: one.user.id, label: one.user.name }))}
            value={chair}
            onChange={setChair}
          />
        )}
      </FieldRow>
      <p className="yc-muted">{t('announceText')}</p>
      <Button type="primary" disabled={!ready} loading={running} onClick={announce}>
        {title}
      </Button>
    </Card>
  );
}
