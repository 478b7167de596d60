import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { SheetInput } from '@/components/app/SheetInput';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { sheetType, uploadSheet } from '@/lib/uploadSheet';
import { downloadExpertTemplate, importExperts } from '../api';

interface Looked {
  name: string;
  fileId: string;
  rows: number;
  faults: Fault[];
}

/** Experts from a file: template, dry run with every fault by its cell, then all of them at once. */
export function ImportPage() {
  const { t } = useTranslation('experts');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [done, setDone] = useState<string[] | null>(null);
  const [wrong, setWrong] = useState<string[]>([]);
  const send = async (key: string, fileId: string, dry_run: boolean) => {
    const body = { file_id: fileId, dry_run };
    try {
      return { ...(await importExperts({ headers: { 'Idempotency-Key': key }, body })).data, failed: false };
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.status !== 422) throw cause;
      return { rows: 0, numbers: [], faults: cause.errors, failed: true };
    }
  };
  const look = (file: File) => {
    const type = sheetType(file.name);
    setWrong(type ? [] : [t('import.wrongType')]);
    setLooked(null);
    setDone(null);
    if (!type) return;
    void run(async (key) => {
      const fileId = await uploadSheet(file, type, () => undefined);
      const { rows, faults } = await send(key, fileId, true);
      setLooked({ name: file.name, fileId, rows, faults });
    });
  };
  const enter = (file: Looked) =>
    void run(async (key) => {
      const { numbers, faults, failed } = await send(key, file.fileId, false);
      setLooked(failed ? { ...file, faults } : null);
      if (!failed) setDone(numbers);
      await client.invalidateQueries();
    });
  return (
    <>
      <PageHeader title={t('import.title')} crumbs={[{ label: t('title'), to: '/app/staff/experts' }]} />
      {done ? (
        <p className="app-note app-note--info" role="status">
          <Icon name="checkCircle" />
          <span>
            {t('import.done', { count: done.length })}{' '}
            <Link to="/app/staff/experts" search={{}} className="yc-link">
              {t('import.see')}
            </Link>
          </span>
        </p>
      ) : null}
      <Card
        title={t('import.file')}
        extra={<ExportButton label={t('import.template')} run={downloadExpertTemplate} filter={{}} />}
      >
        <p>{t('import.lead')}</p>
        <ErrorSummary error={error} />
        <SheetInput
          label={t('import.choose')}
          hint={t('import.hint')}
          errors={wrong}
          disabled={running}
          onFile={look}
        />
        {running ? (
          <p role="status" className="yc-muted">
            {t('import.looking')}
          </p>
        ) : looked && looked.faults.length === 0 ? (
          <>
            <p className="app-note app-note--info" role="status">
              <Icon name="checkCircle" />
              {t('import.fine', { name: looked.name, count: looked.rows })}
            </p>
            <Button type="primary" onClick={() => enter(looked)}>
              {t('import.run', { count: looked.rows })}
            </Button>
          </>
        ) : looked ? (
          <>
            <p className="app-note" role="alert">
              <Icon name="warning" />
              {t('import.faults', { name: looked.name, count: looked.faults.length })}
            </p>
            <PlainTable
              caption={t('import.result')}
              rows={looked.faults}
              rowKey={(fault) => fault.pointer + fault.code}
              columns={[
                {
                  key: 'cell',
                  title: t('import.cell'),
                  primary: true,
                  render: (fault) => (fault.pointer.startsWith('/cells/') ? fault.pointer.slice(7) : '—'),
                },
                { key: 'actual', title: t('import.actual'), render: (fault) => fault.actual ?? '—' },
                { key: 'what', title: t('import.what'), render: (fault) => faultText(fault) },
              ]}
            />
          </>
        ) : null}
      </Card>
    </>
  );
}
