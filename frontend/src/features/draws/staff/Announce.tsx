import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { announceDraw, candidatesOptions, type DrawCandidateView, type StratumInput } from './api';
import { DRAWN_SPECIALITIES, FIRST_STRATA } from './strata';

/** Closes the list and publishes its digest. */
export function Announce({ callId }: { callId: string }) {
  const { t } = useTranslation('draws');
  const id = useId();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const { data: candidates } = useQuery(candidatesOptions(callId));
  const [strata, setStrata] = useState<StratumInput[]>(FIRST_STRATA);
  const [source, setSource] = useState('');
  const [at, setAt] = useState('');
  const [most, setMost] = useState(0);
  const [supervisor, setSupervisor] = useState<string | null>(null);
  const ready = source.trim().length >= 4 && at !== '' && supervisor !== null;
  const announce = () =>
    void run(async (key) => {
      await announceDraw({
        path: { id: callId },
        headers: { 'Idempotency-Key': key },
        body: {
          strata,
          max_conflicts: most,
          entropy_source: source.trim(),
          // What is typed is Shanghai time, wherever the browser stands.
          entropy_at: new Date(`${at}:00+08:00`).toISOString(),
          supervisor_id: supervisor ?? '',
        },
      });
      await client.invalidateQueries();
    });
  return (
    <fieldset className="app-fieldset">
      <legend>{t('announce')}</legend>
      <ErrorSummary error={error} />
      {candidates ? <Candidates items={candidates.items} eligible={candidates.eligible} /> : null}
      {strata.map((one, nth) => (
        <Stratum
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own, and faults meet them by their place
          key={nth}
          nth={nth}
          stratum={one}
          onChange={(next) => setStrata(strata.map((old, index) => (index === nth ? next : old)))}
          onRemove={strata.length > 1 ? () => setStrata(strata.filter((_, index) => index !== nth)) : undefined}
        />
      ))}
      <p>
        <Button
          icon={<Icon name="plus" />}
          onClick={() =>
            setStrata([...strata, { code: `group${strata.length + 1}`, specialities: [], seats: 1, reserves: 1 }])
          }
        >
          {t('addStratum')}
        </Button>
      </p>
      <FieldRow id={`${id}-most`} label={t('maxConflicts')} hint={t('maxConflictsHint')}>
        {(control) => (
          <InputNumber
            {...control}
            style={{ display: 'flex', width: '8rem' }}
            min={0}
            max={1000}
            precision={0}
            value={most}
            onChange={(value) => setMost(value ?? 0)}
          />
        )}
      </FieldRow>
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
      <FieldRow id={`${id}-supervisor`} label={t('supervisor')} hint={t('supervisorHint')}>
        {(control) => (
          <PlainSelect
            id={control.id}
            placeholder={t('choose')}
            options={(candidates?.supervisors ?? []).map((one) => ({ value: one.id, label: one.name }))}
            value={supervisor}
            onChange={setSupervisor}
          />
        )}
      </FieldRow>
      <p className="yc-muted">{t('announceText')}</p>
      <Button type="primary" disabled={!ready} loading={running} onClick={announce}>
        {t('announce')}
      </Button>
    </fieldset>
  );
}

function Stratum({
  nth,
  stratum,
  onChange,
  onRemove,
}: {
  nth: number;
  stratum: StratumInput;
  onChange: (stratum: StratumInput) => void;
  onRemove: (() => void) | undefined;
}) {
  const { t } = useTranslation('draws');
  const id = useId();
  const knows = stratum.specialities;
  return (
    <fieldset className="app-fieldset">
      <legend>{t('nth', { n: nth + 1 })}</legend>
      <FieldRow id={`${id}-code`} label={t('stratum')}>
        {(control) => (
          <Input
            {...control}
            maxLength={30}
            value={stratum.code}
            onChange={(event) => onChange({ ...stratum, code: event.target.value })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-knows`} label={t('specialities')}>
        {(control) => (
          <PlainSelect
            id={control.id}
            placeholder={t('anybody')}
            options={DRAWN_SPECIALITIES.map((code) => ({ value: code, label: enumLabel('speciality', code) }))}
            value={knows[0] ?? null}
            onChange={(code) =>
              onChange({ ...stratum, specialities: code === null ? [] : ([code] as StratumInput['specialities']) })
            }
          />
        )}
      </FieldRow>
      {(['seats', 'reserves'] as const).map((field) => (
        <FieldRow key={field} id={`${id}-${field}`} label={t(field)}>
          {(control) => (
            <InputNumber
              {...control}
              style={{ display: 'flex', width: '8rem' }}
              min={0}
              max={99}
              precision={0}
              value={stratum[field]}
              onChange={(value) => onChange({ ...stratum, [field]: value ?? 0 })}
            />
          )}
        </FieldRow>
      ))}
      {onRemove ? (
        <p>
          <Button icon={<Icon name="trash" />} onClick={onRemove}>
            {t('removeStratum', { n: nth + 1 })}
          </Button>
        </p>
      ) : null}
    </fieldset>
  );
}

function Candidates({ items, eligible }: { items: DrawCandidateView[]; eligible: number }) {
  const { t } = useTranslation('draws');
  return (
    <details>
      <summary>
        {t('eligible', { eligible, all: items.length })} — {t('seeCandidates')}
      </summary>
      <PlainTable
        caption={t('candidateTitle')}
        rows={items}
        rowKey={(row) => row.number}
        columns={[
          { key: 'name', title: t('name'), primary: true, render: (row) => row.name },
          { key: 'number', title: t('number'), render: (row) => row.number },
          { key: 'conflicts', title: t('conflicts'), render: (row) => row.conflicts },
          {
            key: 'hindrances',
            title: t('hindrances'),
            render: (row) => row.hindrances.map((one) => enumLabel('hindrance', one)).join(t('common:comma')) || '—',
          },
        ]}
      />
    </details>
  );
}
