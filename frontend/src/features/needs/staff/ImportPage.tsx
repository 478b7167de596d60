import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useMemo, useState } from 'react';
import { ApiError, type Fault } from '@/api/client';
import type { NeedImportView } from '@/api/gen/types.gen';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { importNeeds } from './api';
import { COLUMNS, type Column, rowsOf } from './rows';
import { SheetCard } from './SheetCard';
import '@/styles/needs.css';

/** Many needs from a spreadsheet, as a file or pasted: tried first, and entered all or none. */
export function ImportPage() {
  const { t } = useTranslation('needs');
  const id = useId();
  const client = useQueryClient();
  const { running, error, run, reset } = useSubmit();
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<Fault[] | null>(null);
  const [done, setDone] = useState<NeedImportView | null>(null);
  const labels = Object.fromEntries(COLUMNS.map((column) => [column, t(`import.column.${column}`)])) as Record<
    Column,
    string
  >;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the labels follow the language
  const rows = useMemo(() => rowsOf(text, labels), [text]);
  const send = (dry_run: boolean) =>
    void run(async (key) => {
      setDone(null);
      try {
        const { data } = await importNeeds({ body: { rows, dry_run }, headers: { 'Idempotency-Key': key } });
        setFaults(data.faults);
        if (dry_run) return;
        setDone(data);
        setText('');
        setFaults(null);
        await client.invalidateQueries();
      } catch (cause) {
        if (!(cause instanceof ApiError) || cause.status !== 422) throw cause;
        setFaults(cause.errors);
      }
    });
  const of = (index: number) =>
    (faults ?? []).filter((fault) => fault.pointer.startsWith(`/rows/${index}/`) || fault.pointer === `/rows/${index}`);
  return (
    <>
      <PageHeader title={t('import.title')} crumbs={[{ label: t('staff.title'), to: '/app/staff/needs' }]} />
      <ErrorSummary error={error} />
      {done ? (
        <p className="app-note app-note--info" role="status">
          <Icon name="checkCircle" />
          <span>
            {t('import.done', { count: done.numbers.length })} {done.numbers.slice(0, 3).join('、')}
            {done.numbers.length > 3 ? '…' : ''}{' '}
            <Link to="/app/staff/needs" className="yc-link">
              {t('import.see')}
            </Link>
          </span>
        </p>
      ) : null}
      <SheetCard onDone={setDone} />
      <Card title={t('import.paste')}>
        <p>{t('import.lead')}</p>
        <p className="yc-muted">{COLUMNS.map((column) => labels[column]).join('｜')}</p>
        <div className="app-field">
          <label htmlFor={id}>{t('import.cells')}</label>
          <Input.TextArea
            id={id}
            rows={8}
            value={text}
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              setFaults(null);
              reset();
            }}
          />
        </div>
        <div className="need-tools">
          <Button type="primary" disabled={rows.length === 0} loading={running} onClick={() => send(true)}>
            {t('import.try', { count: rows.length })}
          </Button>
          <Button disabled={running || faults === null || faults.length > 0} onClick={() => send(false)}>
            {t('import.run', { count: rows.length })}
          </Button>
        </div>
      </Card>
      {faults ? (
        <Card title={t('import.result')}>
          {faults.length === 0 ? (
            <p className="app-note app-note--info" role="status">
              <Icon name="checkCircle" />
              {t('import.fine')}
            </p>
          ) : (
            <>
              <p className="app-note" role="alert">
                <Icon name="warning" />
                {t('import.faults', { count: faults.length })}
              </p>
              <PlainTable
                caption={t('import.result')}
                rows={rows.map((row, index) => ({ row, index })).filter(({ index }) => of(index).length > 0)}
                rowKey={({ index }) => String(index)}
                columns={[
                  { key: 'row', title: t('import.row'), render: ({ index }) => index + 1 },
                  { key: 'area', title: labels.area, render: ({ row }) => row.area || '—' },
                  { key: 'words', title: labels.words, render: ({ row }) => row.words || '—' },
                  {
                    key: 'faults',
                    title: t('import.what'),
                    render: ({ index }) => (
                      <ul className="yc-list">
                        {of(index).map((fault) => {
                          const column = fault.pointer.split('/')[3] as Column | undefined;
                          return (
                            <li key={fault.pointer + fault.code}>
                              {column ? `${labels[column] ?? column}${t('common:colon')}` : ''}
                              {faultText(fault)}
                            </li>
                          );
                        })}
                      </ul>
                    ),
                  },
                ]}
              />
            </>
          )}
        </Card>
      ) : null}
    </>
  );
}
