import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useId, useState } from 'react';
import { DateInput } from '@/components/app/DateInput';
import { SheetInput } from '@/components/app/SheetInput';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { statementType, uploadSheet } from '@/lib/uploadSheet';
import { importBankStatement, previewBankStatement, type StatementPreview } from './api';

/** A statement from a file: the days, a dry preview with every fault by its cell, then the import. */
export function StatementImport({ fund, onClose }: { fund: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation('statements');
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const [starts, setStarts] = useState<string | null>(null);
  const [ends, setEnds] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string[]>([]);
  const [looked, setLooked] = useState<{
    body: { fund_id: string; file_id: string; starts_on: string; ends_on: string };
    found: StatementPreview;
  } | null>(null);
  const days = (set: (value: string | null) => void) => (value: string | null) => {
    set(value);
    setLooked(null);
  };
  const look = (file: File) => {
    const type = statementType(file.name);
    setLooked(null);
    setWrong(!type ? [t('wrongType')] : starts && ends ? [] : [t('daysFirst')]);
    if (!type || !starts || !ends) return;
    void run(async () => {
      const file_id = await uploadSheet(file, type, () => undefined);
      const body = { fund_id: fund.id, file_id, starts_on: starts, ends_on: ends };
      const { data } = await previewBankStatement({ body, headers: { 'Idempotency-Key': crypto.randomUUID() } });
      setLooked({ body, found: data });
    });
  };
  const enter = () =>
    void run(async (key) => {
      if (!looked) return;
      const { data } = await importBankStatement({ body: looked.body, headers: { 'Idempotency-Key': key } });
      void message.success(t('imported', { count: data.line_count, fresh: data.new_count }));
      await client.invalidateQueries();
      onClose();
    });
  return (
    <Modal
      open
      width={960}
      title={t('importTitle', { fund: fund.name })}
      mask={{ closable: false }}
      onCancel={onClose}
      destroyOnHidden
      footer={[
        <Button key="back" onClick={onClose}>
          {t('common:back')}
        </Button>,
        <Button key="run" type="primary" disabled={!looked?.found.ready} loading={running} onClick={enter}>
          {t('run')}
        </Button>,
      ]}
    >
      <p>{t('importLead')}</p>
      <ErrorSummary error={error} />
      <div className="app-field">
        <label htmlFor={`${id}-from`}>{t('startsOn')}</label>
        <DateInput id={`${id}-from`} value={starts} onChange={days(setStarts)} />
      </div>
      <div className="app-field">
        <label htmlFor={`${id}-to`}>{t('endsOn')}</label>
        <DateInput id={`${id}-to`} value={ends} onChange={days(setEnds)} />
      </div>
      <SheetInput
        accept=".xlsx,.csv,.xml"
        label={t('choose')}
        hint={t('chooseHint')}
        errors={wrong}
        disabled={running}
        onFile={look}
      />
      {running && !looked ? (
        <p role="status" className="yc-muted">
          {t('looking')}
        </p>
      ) : null}
      {looked ? <Preview found={looked.found} /> : null}
    </Modal>
  );
}

function Preview({ found }: { found: StatementPreview }) {
  const { t } = useTranslation('statements');
  if (found.imported) {
    return (
      <p className="app-note" role="alert">
        <Icon name="warning" />
        {t('importedBefore')}
      </p>
    );
  }
  if (!found.ready) {
    return (
      <>
        <p className="app-note" role="alert">
          <Icon name="warning" />
          {t('faults', { count: found.fault_count })}
        </p>
        <PlainTable
          caption={t('faultList')}
          rows={found.faults}
          rowKey={(fault) => fault.pointer + fault.code}
          columns={[
            {
              key: 'cell',
              title: t('cell'),
              primary: true,
              render: (fault) => (fault.pointer.startsWith('/cells/') ? fault.pointer.slice(7) : '—'),
            },
            { key: 'what', title: t('what'), render: (fault) => faultText(fault) },
          ]}
        />
      </>
    );
  }
  return (
    <>
      <p className="app-note app-note--info" role="status">
        <Icon name="checkCircle" />
        <span>
          {t('fine', { count: found.line_count, fresh: found.new_count })} {t('opening')}{' '}
          <Money value={found.opening} />
          {t('common:comma')}
          {t('closing')} <Money value={found.closing} />
        </span>
      </p>
      <PlainTable
        caption={t('previewList')}
        rows={found.lines.map((line, at) => ({ ...line, at }))}
        rowKey={(line) => String(line.at)}
        columns={[
          { key: 'day', title: t('day'), render: (line) => line.booked_on },
          {
            key: 'line',
            title: t('line'),
            primary: true,
            render: (line) => `${line.summary} ${line.counter_name}`.trim() || '—',
          },
          { key: 'amount', title: t('amount'), align: 'right', render: (line) => <Money value={line.amount} /> },
          { key: 'balance', title: t('balance'), align: 'right', render: (line) => <Money value={line.balance} /> },
          { key: 'known', title: t('fresh'), render: (line) => (line.known ? t('knownLine') : t('newLine')) },
        ]}
      />
    </>
  );
}
