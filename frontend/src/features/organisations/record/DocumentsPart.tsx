import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateInput } from '@/components/app/DateInput';
import { ExportButton } from '@/components/app/ExportButton';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Upload } from '@/components/app/Upload';
import { DateTime } from '@/components/base/DateTime';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import { fileHref } from '@/lib/uploadApi';
import type { UploadedFile } from '@/lib/uploads';
import {
  createOrganisationDocument,
  deleteOrganisationDocument,
  exportOrganisationDocuments,
  type OrganisationDocumentView,
  type OrganisationView,
  organisationDocumentsOptions,
  updateOrganisationDocument,
} from './api';

const KINDS = [
  'registration_certificate',
  'charter',
  'inspection_report',
  'grade_certificate',
  'audit_report',
  'account_permit',
  'other',
] as const;

interface Draft {
  of: OrganisationDocumentView | null;
  kind: string | null;
  number: string;
  issued_on: string | null;
  valid_until: string | null;
  note: string;
  /** What was uploaded for it now; it takes the place of what is on file. */
  file: UploadedFile | null;
}

/** Certificates and other documents with the day on which each ends. `writer` keeps them. */
export function DocumentsPart({ organisation, writer }: { organisation: OrganisationView; writer: boolean }) {
  const { t } = useTranslation('record');
  const query = useInfiniteQuery(organisationDocumentsOptions(organisation.id));
  const [draft, setDraft] = useState<Draft | null>(null);
  const [removing, setRemoving] = useState<OrganisationDocumentView | null>(null);
  const edit = (row: OrganisationDocumentView) =>
    setDraft({
      ...row,
      of: row,
      issued_on: row.issued_on ?? null,
      valid_until: row.valid_until ?? null,
      file: null,
    });
  const start = () =>
    setDraft({ of: null, kind: null, number: '', issued_on: null, valid_until: null, note: '', file: null });
  return (
    <Card
      title={t('document.title')}
      flush
      extra={
        <span className="app-rowactions">
          <ExportButton
            run={(options) => exportOrganisationDocuments({ ...options, path: { id: organisation.id } })}
            filter={{}}
          />
          {writer ? <Button onClick={start}>{t('document.add')}</Button> : null}
        </span>
      }
    >
      <DataTable
        caption={t('document.title')}
        {...tableOf(query)}
        rowKey={(row) => row.id}
        rowTone={(row) => (row.expired ? 'danger' : undefined)}
        empty={{ title: t('document.none'), text: writer ? t('document.noneHint') : undefined }}
        detail={(row) => row.note || null}
        columns={[
          {
            key: 'kind',
            title: t('document.kind'),
            primary: true,
            render: (row) => enumLabel('organisationDocumentKind', row.kind),
          },
          { key: 'number', title: t('document.number'), render: (row) => row.number || '—' },
          {
            key: 'issued',
            title: t('document.issued'),
            nowrap: true,
            render: (row) => <DateTime value={row.issued_on} format="date" />,
          },
          {
            key: 'until',
            title: t('document.until'),
            nowrap: true,
            render: (row) =>
              row.valid_until ? <DateTime value={row.valid_until} format="date" /> : t('document.endless'),
          },
          { key: 'state', title: t('document.state'), render: (row) => <Validity document={row} /> },
          { key: 'file', title: t('document.file'), render: (row) => <FileLink document={row} /> },
          ...(writer
            ? [
                {
                  key: 'act',
                  title: t('act'),
                  render: (row: OrganisationDocumentView) => (
                    <span className="app-rowactions">
                      <Button size="small" onClick={() => edit(row)}>
                        {t('edit')}
                      </Button>
                      <Button size="small" onClick={() => setRemoving(row)}>
                        {t('remove')}
                      </Button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {draft ? <DocumentDialog organisation={organisation} draft={draft} onChange={setDraft} /> : null}
      {removing ? (
        <ActionDialog
          title={t('document.remove')}
          resource={removing}
          onClose={() => setRemoving(null)}
          config={{
            danger: true,
            confirm: t('document.removeHint'),
            run: ({ headers }) =>
              deleteOrganisationDocument({ path: { id: removing.id }, headers: { 'If-Match': headers['If-Match'] } }),
          }}
        />
      ) : null}
    </Card>
  );
}

/** The file of a document, opened beside the page. */
export function FileLink({ document }: { document: OrganisationDocumentView }) {
  const { t } = useTranslation('record');
  if (!document.file_id) return <span className="yc-muted">—</span>;
  return (
    <a className="yc-link" href={fileHref(document.file_id)} target="_blank" rel="noreferrer">
      {t('document.open')}
    </a>
  );
}

/** Valid, about to end, or expired. */
export function Validity({ document }: { document: OrganisationDocumentView }) {
  const { t } = useTranslation('record');
  if (document.expired) return <Tag tone="danger" icon="warning" text={t('document.expired')} />;
  if (document.days_left != null && document.days_left <= 30) {
    return <Tag tone="waiting" icon="clock" text={t('document.soon', { count: document.days_left })} />;
  }
  return <Tag tone="success" icon="check" text={t('document.valid')} />;
}

function DocumentDialog({
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
    number: draft.number.trim(),
    issued_on: draft.issued_on,
    valid_until: draft.valid_until,
    note: draft.note.trim(),
    ...(draft.file ? { file_id: draft.file.id } : {}),
  };
  const kind = draft.kind as OrganisationDocumentView['kind'] | null;
  return (
    <ActionDialog
      title={of ? t('document.edit') : t('document.add')}
      resource={of ?? organisation}
      onClose={() => onChange(null)}
      config={{
        fields: <DocumentFields organisation={organisation} draft={draft} onChange={onChange} />,
        ready: kind !== null,
        run: async ({ headers }) => {
          if (of) {
            return updateOrganisationDocument({
              path: { id: of.id },
              body,
              headers: { 'If-Match': headers['If-Match'] },
            });
          }
          if (kind === null) return undefined;
          return createOrganisationDocument({
            path: { id: organisation.id },
            body: { ...body, kind },
            headers: { 'Idempotency-Key': headers['Idempotency-Key'] },
          });
        },
      }}
    />
  );
}

function DocumentFields({
  organisation,
  draft,
  onChange,
}: {
  organisation: OrganisationView;
  draft: Draft;
  onChange: (draft: Draft) => void;
}) {
  const { t } = useTranslation('record');
  const prefix = useId();
  return (
    <>
      <FieldRow id={`${prefix}-kind`} label={t('document.kind')}>
        {(props) => (
          <PlainSelect
            {...props}
            value={draft.kind}
            placeholder={t('choose')}
            disabled={draft.of !== null}
            options={KINDS.map((value) => ({ value, label: enumLabel('organisationDocumentKind', value) }))}
            onChange={(kind) => onChange({ ...draft, kind })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${prefix}-number`} label={t('document.number')} optional>
        {(props) => (
          <Input
            {...props}
            value={draft.number}
            maxLength={100}
            onChange={(event) => onChange({ ...draft, number: event.target.value })}
          />
        )}
      </FieldRow>
      <div className="app-formgrid">
        <FieldRow id={`${prefix}-issued`} label={t('document.issued')} optional>
          {(props) => (
            <DateInput {...props} value={draft.issued_on} onChange={(issued_on) => onChange({ ...draft, issued_on })} />
          )}
        </FieldRow>
        <FieldRow id={`${prefix}-until`} label={t('document.until')} hint={t('document.untilHint')} optional>
          {(props) => (
            <DateInput
              {...props}
              value={draft.valid_until}
              onChange={(valid_until) => onChange({ ...draft, valid_until })}
            />
          )}
        </FieldRow>
      </div>
      {draft.of?.file_id ? (
        <p>
          {t('document.onFile')} <FileLink document={draft.of} />
        </p>
      ) : null}
      <Upload
        label={t('document.file')}
        purpose="organisation_document"
        slot={`organisation-document-${draft.of?.id ?? organisation.id}`}
        files={draft.file ? [draft.file] : []}
        max={1}
        onUploaded={(file) => onChange({ ...draft, file })}
        onRemove={() => onChange({ ...draft, file: null })}
      />
      <FieldRow id={`${prefix}-note`} label={t('document.note')} optional>
        {(props) => (
          <Input
            {...props}
            value={draft.note}
            maxLength={500}
            onChange={(event) => onChange({ ...draft, note: event.target.value })}
          />
        )}
      </FieldRow>
    </>
  );
}
