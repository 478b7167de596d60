import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateInput } from '@/components/app/DateInput';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import {
  correctListEntry,
  deleteInspection,
  type InspectionView,
  type ListEntryView,
  type OrganisationView,
  recordInspection,
  recordListEntry,
  standingOptions,
} from './api';

const RESULTS = ['passed', 'basically_passed', 'failed'] as const;
const KINDS = ['abnormal', 'serious_violation', 'penalty', 'ban'] as const;

/** Inspections year by year and dated list entries. `officer` writes list entries and confirms inspections. */
export function StandingPart({ organisation, officer }: { organisation: OrganisationView; officer: boolean }) {
  return (
    <>
      <Inspections organisation={organisation} officer={officer} />
      <ListEntries organisation={organisation} officer={officer} />
    </>
  );
}

interface InspectionDraft {
  year: number | null;
  result: string | null;
  proof: string;
}

function Inspections({ organisation, officer }: { organisation: OrganisationView; officer: boolean }) {
  const { t } = useTranslation('record');
  const query = useQuery(standingOptions(organisation.id));
  const [draft, setDraft] = useState<InspectionDraft | null>(null);
  const [removing, setRemoving] = useState<InspectionView | null>(null);
  const edit = (row: InspectionView) => setDraft({ year: row.year, result: row.result, proof: row.proof });
  const last = new Date().getFullYear() - 1;
  return (
    <Card
      title={t('inspection.title')}
      flush
      extra={
        <Button onClick={() => setDraft({ year: last, result: 'passed', proof: '' })}>{t('inspection.add')}</Button>
      }
    >
      <DataTable
        caption={t('inspection.title')}
        rows={query.data?.inspections ?? []}
        rowKey={(row) => String(row.year)}
        query={query}
        empty={{
          title: t('inspection.none'),
          text: t('inspection.noneHint', { count: organisation.inspections_passed }),
        }}
        columns={[
          { key: 'year', title: t('inspection.year'), primary: true, nowrap: true, render: (row) => row.year },
          { key: 'result', title: t('inspection.result'), render: (row) => <Result result={row.result} /> },
          { key: 'proof', title: t('inspection.proof'), render: (row) => row.proof || '—' },
          {
            key: 'confirmed',
            title: t('inspection.state'),
            render: (row) =>
              row.confirmed ? (
                <Tag tone="success" icon="checkCircle" text={t('inspection.confirmed')} />
              ) : (
                <Tag tone="waiting" icon="clock" text={t('inspection.unconfirmed')} />
              ),
          },
          {
            key: 'act',
            title: t('act'),
            render: (row) =>
              officer || !row.confirmed ? (
                <span className="app-rowactions">
                  <Button size="small" onClick={() => edit(row)}>
                    {officer && !row.confirmed ? t('inspection.confirm') : t('edit')}
                  </Button>
                  <Button size="small" onClick={() => setRemoving(row)}>
                    {t('remove')}
                  </Button>
                </span>
              ) : (
                <span className="yc-muted">{t('inspection.fixed')}</span>
              ),
          },
        ]}
      />
      {draft ? (
        <ActionDialog
          title={officer ? t('inspection.record') : t('inspection.add')}
          resource={organisation}
          onClose={() => setDraft(null)}
          config={{
            confirm: officer ? t('inspection.officerHint') : t('inspection.ownHint'),
            fields: <InspectionFields draft={draft} onChange={setDraft} />,
            ready: draft.year !== null && draft.result !== null,
            run: ({ headers }) =>
              recordInspection({
                path: { id: organisation.id, year: draft.year ?? 0 },
                body: { result: draft.result as InspectionView['result'], proof: draft.proof.trim() },
                headers: { 'If-Match': headers['If-Match'] },
              }),
          }}
        />
      ) : null}
      {removing ? (
        <ActionDialog
          title={t('inspection.remove', { year: removing.year })}
          resource={organisation}
          onClose={() => setRemoving(null)}
          config={{
            danger: true,
            confirm: t('inspection.removeHint'),
            run: ({ headers }) =>
              deleteInspection({
                path: { id: organisation.id, year: removing.year },
                headers: { 'If-Match': headers['If-Match'] },
              }),
          }}
        />
      ) : null}
    </Card>
  );
}

function Result({ result }: { result: string }) {
  const tone = result === 'failed' ? 'danger' : result === 'passed' ? 'success' : 'waiting';
  return (
    <Tag
      tone={tone}
      icon={result === 'failed' ? 'crossCircle' : 'checkCircle'}
      text={enumLabel('inspectionResult', result)}
    />
  );
}

function InspectionFields({ draft, onChange }: { draft: InspectionDraft; onChange: (draft: InspectionDraft) => void }) {
  const { t } = useTranslation('record');
  const prefix = useId();
  return (
    <>
      <FieldRow id={`${prefix}-year`} label={t('inspection.year')}>
        {(props) => (
          <InputNumber
            {...props}
            value={draft.year}
            min={1950}
            max={new Date().getFullYear()}
            precision={0}
            style={{ width: '100%' }}
            onChange={(year) => onChange({ ...draft, year })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${prefix}-result`} label={t('inspection.result')}>
        {(props) => (
          <PlainSelect
            {...props}
            value={draft.result}
            options={RESULTS.map((value) => ({ value, label: enumLabel('inspectionResult', value) }))}
            onChange={(result) => onChange({ ...draft, result })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${prefix}-proof`} label={t('inspection.proof')} hint={t('inspection.proofHint')}>
        {(props) => (
          <Input
            {...props}
            value={draft.proof}
            maxLength={100}
            onChange={(event) => onChange({ ...draft, proof: event.target.value })}
          />
        )}
      </FieldRow>
    </>
  );
}

interface EntryDraft {
  /** The entry to correct; none for a new one. */
  of: ListEntryView | null;
  kind: string | null;
  entered_on: string | null;
  left_on: string | null;
  authority: string;
  document_no: string;
  note: string;
  retracted: boolean;
}

const blank: EntryDraft = {
  of: null,
  kind: null,
  entered_on: null,
  left_on: null,
  authority: '',
  document_no: '',
  note: '',
  retracted: false,
};

function ListEntries({ organisation, officer }: { organisation: OrganisationView; officer: boolean }) {
  const { t } = useTranslation('record');
  const query = useQuery(standingOptions(organisation.id));
  const [draft, setDraft] = useState<EntryDraft | null>(null);
  const correct = (row: ListEntryView) => setDraft({ ...row, left_on: row.left_on ?? null, of: row });
  return (
    <Card
      title={t('entry.title')}
      flush
      extra={officer ? <Button onClick={() => setDraft(blank)}>{t('entry.add')}</Button> : null}
    >
      <DataTable
        caption={t('entry.title')}
        rows={query.data?.list_entries ?? []}
        rowKey={(row) => row.id}
        query={query}
        empty={{ title: t('entry.none'), text: officer ? t('entry.noneStaff') : t('entry.noneOwn') }}
        detail={(row) =>
          row.note || row.correction_reason ? (
            <>
              {row.correction_reason ? t('entry.because', { reason: row.correction_reason }) : null}
              {row.correction_reason && row.note ? ' · ' : null}
              {row.note}
              {row.recorded_by ? ` （${row.recorded_by.name}）` : null}
            </>
          ) : null
        }
        columns={[
          {
            key: 'kind',
            title: t('entry.kind'),
            primary: true,
            render: (row) => enumLabel('listKind', row.kind),
          },
          {
            key: 'from',
            title: t('entry.from'),
            nowrap: true,
            render: (row) => <DateTime value={row.entered_on} format="date" />,
          },
          {
            key: 'until',
            title: t('entry.until'),
            nowrap: true,
            render: (row) => (row.left_on ? <DateTime value={row.left_on} format="date" /> : '—'),
          },
          { key: 'authority', title: t('entry.authority'), render: (row) => row.authority },
          { key: 'number', title: t('entry.number'), render: (row) => row.document_no },
          {
            key: 'state',
            title: t('entry.state'),
            render: (row) =>
              row.in_force ? (
                <Tag tone="danger" icon="warning" text={t('entry.inForce')} />
              ) : (
                <Tag tone="ended" icon="archive" text={row.retracted ? t('entry.retracted') : t('entry.corrected')} />
              ),
          },
          ...(officer
            ? [
                {
                  key: 'act',
                  title: t('act'),
                  render: (row: ListEntryView) =>
                    row.in_force ? (
                      <Button size="small" onClick={() => correct(row)}>
                        {t('entry.correct')}
                      </Button>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {draft ? <EntryDialog organisation={organisation} draft={draft} onChange={setDraft} /> : null}
    </Card>
  );
}

function EntryDialog({
  organisation,
  draft,
  onChange,
}: {
  organisation: OrganisationView;
  draft: EntryDraft;
  onChange: (draft: EntryDraft | null) => void;
}) {
  const { t } = useTranslation('record');
  const { of } = draft;
  const entry = {
    kind: draft.kind as ListEntryView['kind'],
    entered_on: draft.entered_on ?? '',
    left_on: draft.left_on,
    authority: draft.authority.trim(),
    document_no: draft.document_no.trim(),
    note: draft.note.trim(),
  };
  const complete = draft.kind && draft.entered_on && entry.authority.length > 1 && entry.document_no.length > 0;
  return (
    <ActionDialog
      title={of ? t('entry.correct') : t('entry.add')}
      resource={organisation}
      onClose={() => onChange(null)}
      config={{
        confirm: of ? t('entry.correctHint') : t('entry.addHint'),
        fields: <EntryFields draft={draft} onChange={onChange} />,
        ready: Boolean(complete),
        ...(of ? { reason: 'required' as const } : {}),
        run: ({ headers, reason }) =>
          of
            ? correctListEntry({ path: { id: of.id }, headers, body: { entry, retracted: draft.retracted, reason } })
            : recordListEntry({ path: { id: organisation.id }, headers, body: entry }),
      }}
    />
  );
}

function EntryFields({ draft, onChange }: { draft: EntryDraft; onChange: (draft: EntryDraft) => void }) {
  const { t } = useTranslation('record');
  const prefix = useId();
  const text = (field: 'authority' | 'document_no' | 'note', label: string, maxLength: number) => (
    <FieldRow id={`${prefix}-${field}`} label={label}>
      {(props) => (
        <Input
          {...props}
          value={draft[field]}
          maxLength={maxLength}
          onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
        />
      )}
    </FieldRow>
  );
  return (
    <>
      <FieldRow id={`${prefix}-kind`} label={t('entry.kind')}>
        {(props) => (
          <PlainSelect
            {...props}
            value={draft.kind}
            placeholder={t('choose')}
            options={KINDS.map((value) => ({ value, label: enumLabel('listKind', value) }))}
            onChange={(kind) => onChange({ ...draft, kind })}
          />
        )}
      </FieldRow>
      <div className="app-formgrid">
        <FieldRow id={`${prefix}-from`} label={t('entry.from')}>
          {(props) => (
            <DateInput
              {...props}
              value={draft.entered_on}
              onChange={(entered_on) => onChange({ ...draft, entered_on })}
            />
          )}
        </FieldRow>
        <FieldRow id={`${prefix}-until`} label={t('entry.until')} hint={t('entry.untilHint')}>
          {(props) => (
            <DateInput {...props} value={draft.left_on} onChange={(left_on) => onChange({ ...draft, left_on })} />
          )}
        </FieldRow>
      </div>
      {text('authority', t('entry.authority'), 100)}
      {text('document_no', t('entry.number'), 100)}
      {text('note', t('entry.note'), 1000)}
      {draft.of ? (
        <Checkbox
          checked={draft.retracted}
          onChange={(event) => onChange({ ...draft, retracted: event.target.checked })}
        >
          {t('entry.retract')}
        </Checkbox>
      ) : null}
    </>
  );
}
