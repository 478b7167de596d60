import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { FieldRow } from '@/components/app/FieldRow';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { SheetInput } from '@/components/app/SheetInput';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Progress } from '@/components/base/Progress';
import { StatusTag } from '@/components/base/StatusTag';
import { saveBlob } from '@/lib/download';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { faultText } from '@/lib/labels';
import { areasOptions, useAreaName } from '@/lib/scopes';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { sheetType, uploadSheet } from '@/lib/uploadSheet';
import {
  type CellFaultView,
  checkOrganisationImport,
  downloadOrganisationImportFaults,
  downloadOrganisationImportResult,
  downloadOrganisationTemplate,
  exportOrganisationImports,
  type ImportCheckView,
  importOptions,
  importOrganisations,
  importsOptions,
  runningOptions,
} from './importFile';
import '@/styles/members.css';

interface Looked {
  file: string;
  fileId: string;
  area: string;
  check: ImportCheckView;
}

/** Organisations from a sheet: template, file, every fault by its cell, then all of them at once. */
export function ImportPage({ done }: { done: string | undefined }) {
  const { t } = useTranslation('duplicates');
  const [looked, setLooked] = useState<Looked | null>(null);
  return (
    <>
      <PageHeader
        title={t('import.title')}
        crumbs={[{ label: t('import.organisations'), to: '/app/staff/organisations' }]}
      />
      {done ? <Result id={done} /> : null}
      <Choose onLooked={setLooked} />
      {looked ? <Findings key={looked.fileId} looked={looked} /> : null}
      <Earlier />
    </>
  );
}

/** The areas in which the person is an officer. */
function useOwnAreas(): { value: string; label: string }[] {
  const { grants } = useSession().user;
  const areas = useQuery(areasOptions).data?.items ?? [];
  const codes = grants.flatMap(({ role, scope }) =>
    role === 'programme_officer' && scope.area_code ? [scope.area_code] : [],
  );
  return [...new Set(codes)].map((code) => ({
    value: code,
    label: areas.find((area) => area.code === code)?.name ?? code,
  }));
}

function Choose({ onLooked }: { onLooked: (looked: Looked) => void }) {
  const { t } = useTranslation('duplicates');
  const { running, error, run } = useSubmit();
  const own = useOwnAreas();
  const [area, setArea] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string[]>([]);
  const [share, setShare] = useState(0);
  const chosen = area ?? own[0]?.value ?? '';
  const look = (file: File) => {
    const type = sheetType(file.name);
    setWrong(type ? [] : [t('import.wrongType')]);
    if (!type) return;
    void run(async (key) => {
      setShare(0);
      const fileId = await uploadSheet(file, type, setShare);
      const { data } = await checkOrganisationImport({
        headers: { 'Idempotency-Key': key },
        body: { file_id: fileId, area_code: chosen },
      });
      onLooked({ file: file.name, fileId, area: chosen, check: data });
    });
  };
  return (
    <Card
      title={t('import.choose')}
      extra={
        <Button
          icon={<Icon name="download" />}
          onClick={() =>
            void run(async () =>
              saveBlob((await downloadOrganisationTemplate()).data as Blob, t('import.templateName')),
            )
          }
        >
          {t('import.template')}
        </Button>
      }
    >
      <p>{t('import.hint')}</p>
      <ErrorSummary error={error} />
      <div className="app-formgrid">
        <FieldRow id="import-area" label={t('import.area')} hint={t('import.areaHint')}>
          {(props) => <PlainSelect {...props} value={chosen} options={own} onChange={setArea} />}
        </FieldRow>
        <SheetInput
          label={t('import.file')}
          hint={t('import.fileHint')}
          errors={wrong}
          disabled={running || chosen === ''}
          onFile={look}
        />
      </div>
      {running ? (
        <p role="status" className="yc-muted">
          {share < 1 ? t('import.uploading', { percent: Math.round(share * 100) }) : t('import.looking')}
        </p>
      ) : null}
    </Card>
  );
}

function Findings({ looked }: { looked: Looked }) {
  const { t } = useTranslation('duplicates');
  const { check } = looked;
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const [imported, setImported] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  if (imported) return <Result id={imported} />;
  return (
    <Card
      title={looked.file}
      extra={
        check.ready ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('import.go', { count: check.row_count })}
          </Button>
        ) : check.imported ? null : (
          <ExportButton
            label={t('import.marked')}
            filter={{}}
            run={({ headers, parseAs }) =>
              downloadOrganisationImportFaults({
                parseAs,
                headers: { ...headers, 'Idempotency-Key': crypto.randomUUID() },
                body: { file_id: looked.fileId, area_code: looked.area },
              })
            }
          />
        )
      }
    >
      {loading ? <Loading fileId={looked.fileId} rows={check.row_count} /> : null}
      <p className={check.ready ? 'yc-note' : 'yc-note yc-note--warning'} role="status">
        <Icon name={check.ready ? 'checkCircle' : 'warning'} />{' '}
        {check.imported
          ? t('import.already')
          : check.ready
            ? t('import.ready', { count: check.row_count })
            : t('import.faulty', { count: check.fault_count })}
      </p>
      {check.imported ? <Result id={check.imported} /> : null}
      {check.faults.length > 0 ? (
        <Faults title={t('import.faults')} rows={check.faults} all={check.fault_count} />
      ) : null}
      {check.warnings.length > 0 ? (
        <Faults title={t('import.warnings')} rows={check.warnings} all={check.warning_count} />
      ) : null}
      {asking ? (
        <ActionDialog
          title={t('import.go', { count: check.row_count })}
          resource={{ version: 0 }}
          config={{
            confirm: t('import.confirm', { count: check.row_count }),
            run: async ({ headers }) => {
              setLoading(true);
              try {
                const { data } = await importOrganisations({
                  headers: { 'Idempotency-Key': headers['Idempotency-Key'] },
                  body: { file_id: looked.fileId, area_code: looked.area },
                });
                client.setQueryData(importOptions(data.id).queryKey, data);
                setImported(data.id);
              } finally {
                setLoading(false);
              }
            },
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Card>
  );
}

/** How far a running import is; without an answer of the server only that it runs. */
function Loading({ fileId, rows }: { fileId: string; rows: number }) {
  const { t } = useTranslation('duplicates');
  const { data } = useQuery(runningOptions);
  const done = data?.items.find((one) => one.file_id === fileId)?.done ?? 0;
  return (
    <div role="status">
      <p>{t('import.running', { done, count: rows })}</p>
      <Progress share={Math.round((done * 10_000) / rows)} label={t('import.progress')} />
    </div>
  );
}

function Faults({ title, rows, all }: { title: string; rows: CellFaultView[]; all: number }) {
  const { t } = useTranslation('duplicates');
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        caption={title}
        rows={rows}
        rowKey={(row) => row.cell + row.code}
        columns={[
          { key: 'cell', title: t('import.cell'), primary: true, nowrap: true, render: (row) => row.cell },
          { key: 'column', title: t('import.column'), nowrap: true, render: (row) => row.column },
          {
            key: 'actual',
            title: t('import.actual'),
            render: (row) => <span className="app-breakable">{row.actual ?? '—'}</span>,
          },
          {
            key: 'what',
            title: t('import.what'),
            render: (row) => faultText({ pointer: row.cell, code: row.code, detail: row.detail, limit: row.limit }),
          },
        ]}
      />
      {all > rows.length ? <p className="yc-muted">{t('import.more', { count: all - rows.length })}</p> : null}
    </>
  );
}

/** What came of every row, and the same as a file. */
function Result({ id }: { id: string }) {
  const { t } = useTranslation('duplicates');
  const query = useQuery(importOptions(id));
  const rows = query.data?.rows ?? [];
  return (
    <Card
      title={t('import.result')}
      flush
      extra={
        <ExportButton
          label={t('import.resultSheet')}
          filter={{}}
          run={(options) => downloadOrganisationImportResult({ ...options, path: { id } })}
        />
      }
    >
      <DataTable
        caption={t('import.result')}
        rows={rows}
        rowKey={(row) => row.organisation_id}
        query={query}
        columns={[
          { key: 'row', title: t('import.row'), nowrap: true, render: (row) => row.row },
          {
            key: 'name',
            title: t('name'),
            primary: true,
            render: (row) => (
              <Link to="/app/staff/organisations/$id" params={{ id: row.organisation_id }} className="yc-link">
                {row.name}
              </Link>
            ),
          },
          { key: 'uscc', title: t('import.uscc'), nowrap: true, render: (row) => row.uscc },
          {
            key: 'state',
            title: t('state'),
            nowrap: true,
            render: (row) => <StatusTag machine="organisation" state={row.state} />,
          },
          {
            key: 'owner',
            title: t('import.owner'),
            render: (row) => <span className="app-breakable">{row.owner_email}</span>,
          },
        ]}
      />
    </Card>
  );
}

function Earlier() {
  const { t } = useTranslation('duplicates');
  const query = useInfiniteQuery(importsOptions);
  const areaName = useAreaName();
  return (
    <Card title={t('import.earlier')} flush extra={<ExportButton run={exportOrganisationImports} filter={{}} />}>
      <DataTable
        caption={t('import.earlier')}
        {...tableOf(query)}
        rowKey={(row) => row.id}
        empty={{ title: t('import.noneEarlier') }}
        columns={[
          {
            key: 'file',
            title: t('import.file'),
            primary: true,
            render: (row) => (
              <Link to="/app/staff/organisations/import" search={{ done: row.id }} className="yc-link">
                {row.file_name}
              </Link>
            ),
          },
          { key: 'area', title: t('area'), render: (row) => areaName(row.area_code) },
          { key: 'count', title: t('import.count'), align: 'right', render: (row) => row.row_count },
          { key: 'at', title: t('import.at'), nowrap: true, render: (row) => <DateTime value={row.created_at} /> },
        ]}
      />
    </Card>
  );
}
