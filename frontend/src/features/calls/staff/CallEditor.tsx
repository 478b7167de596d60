import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ApiError, etagOf, type Fault } from '@/api/client';
import { AutosaveStatus, ConflictDialog } from '@/components/app/AutosaveStatus';
import { Card } from '@/components/app/Card';
import { DateInput, DayInstantInput } from '@/components/app/DateInput';
import { FieldRow } from '@/components/app/FieldRow';
import { FooterBar } from '@/components/app/FooterBar';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Icon } from '@/components/base/Icon';
import { useAutosave } from '@/lib/autosave';
import { formatDate } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import { fieldId } from '@/lib/pointers';
import {
  approvedAllotmentsOptions,
  type CallDocumentAttachment,
  type CallDocumentRequired,
  type CallDocumentTimetable,
  type CallView,
  callOptions,
  updateCall,
} from './api';
import { DocumentsFields } from './DocumentsFields';
import { EditorFrame } from './EditorFrame';
import { FilesFields } from './FilesFields';
import { TimetableFields } from './TimetableFields';

interface Draft {
  title: string;
  host_name: string;
  budget: string;
  allotment_id: string | null;
  opens_at: string;
  closes_at: string;
  announcement: string;
  document: {
    timetable: CallDocumentTimetable | null;
    required_documents: CallDocumentRequired[];
    attachments: CallDocumentAttachment[];
    later_rounds: string[];
  };
}

function draftOf(call: CallView): Draft {
  const { title, host_name, budget, opens_at, closes_at, announcement, document } = call;
  return {
    title,
    host_name,
    budget,
    allotment_id: call.allotment_id ?? null,
    opens_at,
    closes_at,
    announcement,
    document: { ...document, timetable: document.timetable ?? null },
  };
}

/** A draft, changed before it is approved; every change is saved by itself. */
export function EditCallPage({ id }: { id: string }) {
  const { data: call } = useSuspenseQuery(callOptions(id));
  return (
    <EditorFrame call={call}>
      {call.state === 'draft' ? <Editor key={call.id} call={call} /> : <NotEditable id={id} />}
    </EditorFrame>
  );
}

function NotEditable({ id }: { id: string }) {
  const { t } = useTranslation('calls');
  return (
    <Card>
      <p>{t('editor.notEditable')}</p>
      <Link to="/app/staff/calls/$id/versions" params={{ id }} className="yc-link">
        {t('editor.amend')}
      </Link>
    </Card>
  );
}

function Editor({ call }: { call: CallView }) {
  const { t } = useTranslation('calls');
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(call));
  const autosave = useAutosave<Draft>({
    key: `call/${call.id}`,
    value: draft,
    version: call.version,
    save: async (value, version) => {
      const { data } = await updateCall({
        path: { id: call.id },
        headers: { 'If-Match': etagOf({ version }) },
        body: value,
      });
      client.setQueryData(callOptions(call.id).queryKey, data);
      return data;
    },
    load: async () => {
      const theirs = await client.fetchQuery({ ...callOptions(call.id), staleTime: 0 });
      return { value: draftOf(theirs), version: theirs.version };
    },
    onReplace: (value) => setDraft(value),
  });
  const refused = autosave.error instanceof ApiError ? autosave.error.errors : [];
  const faults: Fault[] = refused.length > 0 ? refused : call.findings;
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const document = (part: Partial<Draft['document']>) =>
    setDraft((old) => ({ ...old, document: { ...old.document, ...part } }));
  return (
    <>
      <Basics draft={draft} faults={faults} onChange={change} />
      <Card title={t('editor.dates')}>
        <div className="app-formgrid">
          <Field name="opens_at" hint={t('staff.opensHint')} faults={faults}>
            {(control) => (
              <DayInstantInput
                {...control}
                value={draft.opens_at}
                onChange={(value) => value && change({ opens_at: value })}
              />
            )}
          </Field>
          <Field name="closes_at" hint={t('staff.closesHint')} faults={faults}>
            {(control) => (
              <DayInstantInput
                {...control}
                end
                value={draft.closes_at}
                onChange={(value) => value && change({ closes_at: value })}
              />
            )}
          </Field>
        </div>
        <TimetableFields
          scheme={call.scheme}
          opens={formatDate(draft.opens_at)}
          closes={lastDay(draft.closes_at)}
          value={draft.document.timetable}
          onChange={(timetable) => document({ timetable })}
        />
        <Rounds
          value={draft.document.later_rounds}
          faults={faults}
          onChange={(later_rounds) => document({ later_rounds })}
        />
      </Card>
      <Card title={t('documents.heading')}>
        <DocumentsFields
          value={draft.document.required_documents}
          faults={faults}
          onChange={(required_documents) => document({ required_documents })}
        />
      </Card>
      <Card title={t('documents.files')}>
        <FilesFields
          slot={`call-${call.id}`}
          value={draft.document.attachments}
          faults={faults}
          onChange={(edit) =>
            setDraft((old) => ({
              ...old,
              document: { ...old.document, attachments: edit(old.document.attachments) },
            }))
          }
        />
      </Card>
      <Card title={t('staff.field.announcement')}>
        <Field name="announcement" hint={t('staff.announcementHint')} faults={faults}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 8, maxRows: 24 }}
              maxLength={20000}
              showCount
              value={draft.announcement}
              onChange={(event) => change({ announcement: event.target.value })}
            />
          )}
        </Field>
      </Card>
      <FooterBar status={<AutosaveStatus autosave={autosave} />}>
        <Button onClick={() => void autosave.flush()} disabled={!autosave.unsaved}>
          {t('common:save')}
        </Button>
      </FooterBar>
      <ConflictDialog autosave={autosave} compare={(mine, theirs) => compare(mine, theirs, t)} />
      <LeaveGuard unsaved={autosave.unsaved} flush={autosave.flush} />
    </>
  );
}

function Basics({
  draft,
  faults,
  onChange,
}: {
  draft: Draft;
  faults: Fault[];
  onChange: (part: Partial<Draft>) => void;
}) {
  const { t } = useTranslation('calls');
  const { data: allotments } = useQuery(approvedAllotmentsOptions());
  return (
    <Card title={t('staff.basics')}>
      <div className="app-formgrid">
        <div className="app-formgrid__wide">
          <Field name="title" faults={faults}>
            {(control) => (
              <Input
                {...control}
                value={draft.title}
                maxLength={200}
                onChange={(event) => onChange({ title: event.target.value })}
              />
            )}
          </Field>
        </div>
        <Field name="host_name" faults={faults}>
          {(control) => (
            <Input
              {...control}
              value={draft.host_name}
              maxLength={100}
              onChange={(event) => onChange({ host_name: event.target.value })}
            />
          )}
        </Field>
        <Field name="budget" faults={faults}>
          {(control) => (
            <MoneyInput {...control} value={draft.budget} onChange={(budget) => budget && onChange({ budget })} />
          )}
        </Field>
        <div className="app-formgrid__wide">
          <Field name="allotment_id" hint={t('staff.allotmentHint')} faults={faults}>
            {(control) => (
              <PlainSelect
                id={control.id}
                value={draft.allotment_id}
                placeholder={t('staff.allotmentPlaceholder')}
                options={(allotments?.items ?? []).map((item) => ({
                  value: item.id,
                  label: t('staff.allotmentOption', {
                    fund: item.fund.name,
                    year: item.fiscal_year,
                    line: item.budget_line,
                    available: formatMoney(item.balances.available),
                  }),
                }))}
                onChange={(allotment_id) => allotment_id && onChange({ allotment_id })}
              />
            )}
          </Field>
        </div>
      </div>
    </Card>
  );
}

type Named = 'title' | 'host_name' | 'budget' | 'allotment_id' | 'opens_at' | 'closes_at' | 'announcement';

function Field({
  name,
  hint,
  faults,
  children,
}: {
  name: Named;
  hint?: string;
  faults: Fault[];
  children: Parameters<typeof FieldRow>[0]['children'];
}) {
  const { t } = useTranslation('calls');
  const errors = faults.filter((fault) => fault.pointer === `/${name}`).map(faultText);
  return (
    <FieldRow id={fieldId(`/${name}`)} label={t(`staff.field.${name}`)} hint={hint} errors={errors}>
      {children}
    </FieldRow>
  );
}

/** The later rounds of a standing call: the last day of each. */
function Rounds({
  value,
  faults,
  onChange,
}: {
  value: string[];
  faults: Fault[];
  onChange: (value: string[]) => void;
}) {
  const { t } = useTranslation('calls');
  const place = '/document/later_rounds';
  return (
    <fieldset className="app-fieldset app-rounds">
      <legend>{t('rounds.title')}</legend>
      <p className="yc-muted">{t('rounds.hint')}</p>
      {value.map((day, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a round is known by its number
        <div key={index} className="app-rounds__row">
          <FieldRow
            id={fieldId(`${place}/${index}`)}
            label={t('rounds.nth', { n: index + 2 })}
            errors={faults.filter((fault) => fault.pointer === `${place}/${index}`).map(faultText)}
          >
            {(control) => (
              <DateInput
                {...control}
                allowClear={false}
                value={day}
                onChange={(next) => next && onChange(value.map((old, at) => (at === index ? next : old)))}
              />
            )}
          </FieldRow>
          <Button
            type="text"
            aria-label={t('rounds.remove', { n: index + 2 })}
            icon={<Icon name="trash" />}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <DateInput
        aria-label={t('rounds.add')}
        placeholder={t('rounds.add')}
        style={{ width: '14rem' }}
        value={null}
        onChange={(day) => day && onChange([...value, day].sort())}
      />
    </fieldset>
  );
}

/** The day that a deadline ends. */
export function lastDay(closesAt: string): string {
  return formatDate(new Date(Date.parse(closesAt) - 1).toISOString());
}

function compare(mine: Draft, theirs: Draft, t: ReturnType<typeof useTranslation<'calls'>>['t']) {
  const names: Named[] = ['title', 'host_name', 'budget', 'allotment_id', 'opens_at', 'closes_at', 'announcement'];
  const fields = names.map((name) => ({
    label: t(`staff.field.${name}`),
    mine: mine[name] ?? '',
    theirs: theirs[name] ?? '',
  }));
  const document = {
    label: t('editor.dates'),
    mine: JSON.stringify(mine.document),
    theirs: JSON.stringify(theirs.document),
  };
  return [...fields, document];
}
