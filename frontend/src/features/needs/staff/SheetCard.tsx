import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import type { NeedImportView } from '@/api/gen/types.gen';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { SheetInput } from '@/components/app/SheetInput';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { sheetType, uploadSheet } from '@/lib/uploadSheet';
import { downloadNeedTemplate, importNeedSheet } from './api';

interface Looked {
  name: string;
  fileId: string;
  rows: number;
  faults: Fault[];
}

/** Needs from a file: template, dry run with every fault by its cell, then all of them at once. */
export function SheetCard({ onDone }: { onDone: (done: NeedImportView | null) => void }) {
  const { t } = useTranslation('needs');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [wrong, setWrong] = useState<string[]>([]);
  const [share, setShare] = useState(0);
  const look = (file: File) => {
    const type = sheetType(file.name);
    setWrong(type ? [] : [t('import.wrongType')]);
    setLooked(null);
    onDone(null);
    if (!type) return;
    void run(async (key) => {
      setShare(0);
      const fileId = await uploadSheet(file, type, setShare);
      const found = await faultsOf(async () => {
        const headers = { 'Idempotency-Key': key };
        return (await importNeedSheet({ headers, body: { file_id: fileId, dry_run: true } })).data;
      });
      setLooked({ name: file.name, fileId, ...found });
    });
  };
  const enter = ({ fileId, ...rest }: Looked) =>
    void run(async (key) => {
      try {
        const headers = { 'Idempotency-Key': key };
        const { data } = await importNeedSheet({ headers, body: { file_id: fileId, dry_run: false } });
        setLooked(null);
        onDone(data);
        await client.invalidateQueries();
      } catch (cause) {
        if (!(cause instanceof ApiError) || cause.status !== 422) throw cause;
        setLooked({ ...rest, fileId, faults: cause.errors });
      }
    });
  return (
    <Card
      title={t('import.file')}
      extra={<ExportButton label={t('import.template')} run={downloadNeedTemplate} filter={{}} />}
    >
      <p>{t('import.fileLead')}</p>
      <ErrorSummary error={error} />
      <SheetInput
        label={t('import.choose')}
        hint={t('import.fileHint')}
        errors={wrong}
        disabled={running}
        onFile={look}
      />
      {running ? (
        <p role="status" className="yc-muted">
          {share < 1 ? t('import.uploading', { percent: Math.round(share * 100) }) : t('import.looking')}
        </p>
      ) : looked && looked.faults.length === 0 ? (
        <>
          <p className="app-note app-note--info" role="status">
            <Icon name="checkCircle" />
            {t('import.fileFine', { name: looked.name, count: looked.rows })}
          </p>
          <Button type="primary" onClick={() => enter(looked)}>
            {t('import.run', { count: looked.rows })}
          </Button>
        </>
      ) : looked ? (
        <Faults looked={looked} />
      ) : null}
    </Card>
  );
}

/** What a dry run found; what cannot be read at all is found as well. */
async function faultsOf(look: () => Promise<NeedImportView>): Promise<{ rows: number; faults: Fault[] }> {
  try {
    const { rows, faults } = await look();
    return { rows, faults };
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 422) throw cause;
    return { rows: 0, faults: cause.errors };
  }
}

function Faults({ looked }: { looked: Looked }) {
  const { t } = useTranslation('needs');
  const cellOf = (fault: Fault) => (fault.pointer.startsWith('/cells/') ? fault.pointer.slice(7) : '—');
  return (
    <>
      <p className="app-note" role="alert">
        <Icon name="warning" />
        {t('import.fileFaults', { name: looked.name, count: looked.faults.length })}
      </p>
      <PlainTable
        caption={t('import.result')}
        rows={looked.faults}
        rowKey={(fault) => fault.pointer + fault.code}
        columns={[
          { key: 'cell', title: t('import.cell'), render: cellOf },
          { key: 'actual', title: t('import.actual'), render: (fault) => fault.actual ?? '—' },
          { key: 'what', title: t('import.what'), render: (fault) => faultText(fault) },
        ]}
      />
    </>
  );
}
