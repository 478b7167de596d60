import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateInput } from '@/components/app/DateInput';
import { ExportButton } from '@/components/app/ExportButton';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { Icon } from '@/components/base/Icon';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import {
  createStaffMember,
  exportStaff,
  type OrganisationView,
  type StaffMemberView,
  staffOptions,
  updateStaffMember,
} from './api';
import { RevealDialog } from './RevealDialog';

const LEVELS = ['assistant', 'social_worker', 'senior'] as const;

interface Draft {
  of: StaffMemberView | null;
  name: string;
  position: string;
  certificate_level: string | null;
  certificate_number: string;
  id_number: string;
  full_time: boolean;
  since_on: string | null;
  until_on: string | null;
}

const blank: Draft = {
  of: null,
  name: '',
  position: '',
  certificate_level: null,
  certificate_number: '',
  id_number: '',
  full_time: true,
  since_on: null,
  until_on: null,
};

/** Who works for the organisation. Numbers are masked; `writer` keeps the list. */
export function StaffPart({ organisation, writer }: { organisation: OrganisationView; writer: boolean }) {
  const { t } = useTranslation('record');
  const [current, setCurrent] = useState(false);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [reveal, setReveal] = useState<{ row: StaffMemberView; field: 'certificate_number' | 'id_number' } | null>(
    null,
  );
  const query = useInfiniteQuery(staffOptions(organisation.id, current));
  const edit = (row: StaffMemberView) =>
    setDraft({
      ...blank,
      ...row,
      of: row,
      certificate_level: row.certificate_level ?? null,
      since_on: row.since_on ?? null,
      until_on: row.until_on ?? null,
    });
  const masked = (row: StaffMemberView, field: 'certificate_number' | 'id_number') => {
    const text = field === 'id_number' ? row.masked_id_number : row.masked_certificate_number;
    if (!text) return <span className="yc-muted">—</span>;
    return (
      <Button
        type="link"
        size="small"
        className="app-masked"
        aria-label={t('staff.revealOf', { name: row.name, field: t(`staff.${field}`), masked: text })}
        onClick={() => setReveal({ row, field })}
      >
        {text} <Icon name="eye" />
      </Button>
    );
  };
  return (
    <Card
      title={t('staff.title')}
      flush
      extra={
        <span className="app-rowactions">
          <Checkbox checked={current} onChange={(event) => setCurrent(event.target.checked)}>
            {t('staff.current')}
          </Checkbox>
          <ExportButton
            run={(options) => exportStaff({ ...options, path: { id: organisation.id } })}
            filter={current ? { current } : {}}
          />
          {writer ? <Button onClick={() => setDraft(blank)}>{t('staff.add')}</Button> : null}
        </span>
      }
    >
      <DataTable
        caption={t('staff.title')}
        {...tableOf(query)}
        rowKey={(row) => row.id}
        empty={{ title: t('staff.none'), text: writer ? t('staff.noneHint') : undefined }}
        columns={[
          { key: 'name', title: t('staff.name'), primary: true, render: (row) => row.name },
          { key: 'position', title: t('staff.position'), render: (row) => row.position || '—' },
          {
            key: 'level',
            title: t('staff.level'),
            render: (row) => enumLabel('certificateLevel', row.certificate_level),
          },
          {
            key: 'certificate',
            title: t('staff.certificate_number'),
            nowrap: true,
            render: (row) => masked(row, 'certificate_number'),
          },
          { key: 'id', title: t('staff.id_number'), nowrap: true, render: (row) => masked(row, 'id_number') },
          {
            key: 'time',
            title: t('staff.time'),
            nowrap: true,
            render: (row) => t(row.full_time ? 'staff.fullTime' : 'staff.partTime'),
          },
          {
            key: 'since',
            title: t('staff.since'),
            nowrap: true,
            render: (row) => <DateTime value={row.since_on} format="date" />,
          },
          {
            key: 'state',
            title: t('staff.state'),
            nowrap: true,
            render: (row) =>
              row.current ? (
                <Tag tone="success" icon="check" text={t('staff.working')} />
              ) : (
                <Tag tone="ended" icon="logout" text={t('staff.left')} />
              ),
          },
          ...(writer
            ? [
                {
                  key: 'act',
                  title: t('act'),
                  render: (row: StaffMemberView) => (
                    <Button size="small" onClick={() => edit(row)}>
                      {t('edit')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {draft ? <StaffDialog organisation={organisation} draft={draft} onChange={setDraft} /> : null}
      {reveal ? (
        <RevealDialog
          title={t('staff.reveal', { name: reveal.row.name, field: t(`staff.${reveal.field}`) })}
          of={{ staff: reveal.row.id, field: reveal.field }}
          onClose={() => setReveal(null)}
        />
      ) : null}
    </Card>
  );
}

function StaffDialog({
  organisation,
  draft,
  onChange,
}: {
  organisation: OrganisationView;
  draft: Draft;
  onChange: (draft: Draft | null) => void;
}) {
  const { t } = useTranslation('record');
  const { of } = draft;
  const body = {
    name: draft.name.trim(),
    position: draft.position.trim(),
    certificate_level: draft.certificate_level as StaffMemberView['certificate_level'],
    // What is left empty stays as it is; a number is never sent back to be typed again.
    ...(draft.certificate_number.trim() ? { certificate_number: draft.certificate_number } : {}),
    ...(draft.id_number.trim() ? { id_number: draft.id_number } : {}),
    full_time: draft.full_time,
    since_on: draft.since_on,
    until_on: draft.until_on,
  };
  return (
    <ActionDialog
      title={of ? t('staff.edit') : t('staff.add')}
      resource={of ?? organisation}
      onClose={() => onChange(null)}
      config={{
        fields: <StaffFields draft={draft} onChange={onChange} />,
        ready: body.name.length > 1,
        run: ({ headers }) =>
          of
            ? updateStaffMember({ path: { id: of.id }, body, headers: { 'If-Match': headers['If-Match'] } })
            : createStaffMember({
                path: { id: organisation.id },
                body,
                headers: { 'Idempotency-Key': headers['Idempotency-Key'] },
              }),
      }}
    />
  );
}

function StaffFields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation('record');
  const prefix = useId();
  const text = (field: 'name' | 'position' | 'certificate_number' | 'id_number', hint?: string, maxLength = 60) => (
    <FieldRow id={`${prefix}-${field}`} label={t(`staff.${field}`)} hint={hint} optional={field !== 'name'}>
      {(props) => (
        <Input
          {...props}
          value={draft[field]}
          maxLength={maxLength}
          autoComplete="off"
          onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
        />
      )}
    </FieldRow>
  );
  const kept = (masked: string | null | undefined) => (masked ? t('staff.kept', { masked }) : undefined);
  const date = (field: 'since_on' | 'until_on', label: string) => (
    <FieldRow id={`${prefix}-${field}`} label={label} optional>
      {(props) => (
        <DateInput {...props} value={draft[field]} onChange={(day) => onChange({ ...draft, [field]: day })} />
      )}
    </FieldRow>
  );
  return (
    <>
      <div className="app-formgrid">
        {text('name')}
        {text('position')}
        <FieldRow id={`${prefix}-level`} label={t('staff.level')} optional>
          {(props) => (
            <PlainSelect
              {...props}
              value={draft.certificate_level}
              placeholder={t('staff.noCertificate')}
              options={LEVELS.map((value) => ({ value, label: enumLabel('certificateLevel', value) }))}
              onChange={(certificate_level) => onChange({ ...draft, certificate_level })}
            />
          )}
        </FieldRow>
        {text('certificate_number', kept(draft.of?.masked_certificate_number), 40)}
        {text('id_number', kept(draft.of?.masked_id_number) ?? t('staff.sealedHint'), 30)}
        {date('since_on', t('staff.since'))}
        {date('until_on', t('staff.until'))}
      </div>
      <Checkbox checked={draft.full_time} onChange={(event) => onChange({ ...draft, full_time: event.target.checked })}>
        {t('staff.fullTime')}
      </Checkbox>
    </>
  );
}
