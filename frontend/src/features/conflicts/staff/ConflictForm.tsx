import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { Card } from '@/components/app/Card';
import { PlainSelect } from '@/components/app/PlainSelect';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { enumLabel, problemText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { type ConflictKind, declareConflict, organisationChoices, recordConflict, reviewerChoices } from './api';
import { Choice } from './Choice';

const KINDS = [
  'employment',
  'shareholding',
  'kinship',
  'consulting',
  'partner',
  'supervision',
  'litigation',
  'other',
] as const satisfies readonly ConflictKind[];

/** Declares a conflict of one's own, or records that of a reviewer. */
export function ConflictForm({ about, onDone }: { about: 'me' | 'reviewer'; onDone: () => void }) {
  const { t } = useTranslation('conflicts');
  const client = useQueryClient();
  const submit = useSubmit();
  const [names, setNames] = useState({ organisation: '', person: '' });
  const [organisation, setOrganisation] = useState<string | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  const [kind, setKind] = useState<ConflictKind | null>(null);
  const [reason, setReason] = useState('');
  const [applicant, setApplicant] = useState(false);
  const [soft, setSoft] = useState(false);
  const id = useId();
  const organisations = useInfiniteQuery({
    ...organisationChoices(names.organisation),
    placeholderData: keepPreviousData,
  });
  const reviewers = useInfiniteQuery({
    ...reviewerChoices(names.person),
    placeholderData: keepPreviousData,
    enabled: about === 'reviewer',
  });
  const ready = organisation && kind && reason.trim().length >= 2 && (about === 'me' || person);
  const texts = about === 'me' ? 'declare' : 'record';

  const send = async () => {
    if (!organisation || !kind) return;
    const what = { organisation_id: organisation, kind, reason: reason.trim() };
    const done = await submit.run((key) => {
      const headers = { 'Idempotency-Key': key };
      if (about === 'me') return declareConflict({ headers, body: what });
      const severity = soft ? ('soft' as const) : ('hard' as const);
      const body = { ...what, user_id: person ?? '', severity, asked_by_applicant: applicant, pinned: true };
      return recordConflict({ headers, body });
    });
    if (!done) return;
    await client.invalidateQueries();
    onDone();
  };

  return (
    <Card title={t(`${texts}.title`)}>
      {about === 'me' ? <p>{t('declare.text')}</p> : null}
      {about === 'reviewer' ? (
        <Choice
          label={t('record.person')}
          options={allItems(reviewers.data).map((one) => ({ value: one.id, label: one.name }))}
          value={person}
          onChange={setPerson}
          q={names.person}
          onSearch={(q) => setNames({ ...names, person: q })}
        />
      ) : null}
      <Choice
        label={t('organisation')}
        options={allItems(organisations.data).map((one) => ({ value: one.id, label: one.name }))}
        value={organisation}
        onChange={setOrganisation}
        q={names.organisation}
        onSearch={(q) => setNames({ ...names, organisation: q })}
      />
      <div className="app-field">
        <label htmlFor={`${id}-kind`}>{t('kind')}</label>
        <PlainSelect
          id={`${id}-kind`}
          placeholder={t('choose')}
          options={KINDS.map((one) => ({ value: one, label: enumLabel('conflict_kind', one) }))}
          value={kind}
          onChange={(one) => setKind(one as ConflictKind | null)}
        />
      </div>
      <div className="app-field">
        <label htmlFor={`${id}-reason`}>{t('reason')}</label>
        <Input.TextArea
          id={`${id}-reason`}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {about === 'reviewer' ? (
        <div className="app-field">
          <Checkbox checked={applicant} onChange={(event) => setApplicant(event.target.checked)}>
            {t('record.applicant')}
          </Checkbox>
          <Checkbox checked={soft} onChange={(event) => setSoft(event.target.checked)}>
            {t('record.soft')}
          </Checkbox>
        </div>
      ) : null}
      {submit.error ? <p role="alert">{problemText(submit.error)}</p> : null}
      <Button
        type="primary"
        danger={about === 'me'}
        disabled={!ready}
        loading={submit.running}
        onClick={() => void send()}
      >
        {t(`${texts}.submit`)}
      </Button>{' '}
      <Button onClick={onDone}>{t('common:cancel')}</Button>
    </Card>
  );
}
