import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { DataTable } from '@/components/app/DataTable';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { parseFen } from '@/lib/money';
import { decodeBankFile, parseCsv } from '../lib/csv';
import type { BankReturnResult, BankReturnView } from './api';

const LIMIT = 1_000_000;

/** Chooses the file with the bank's answer and shows what is in it before it is sent. */
export function ReturnFile({
  file,
  onChange,
}: {
  file: { name: string; content: string } | null;
  onChange: (file: { name: string; content: string } | null) => void;
}) {
  const { t } = useTranslation('payments');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<'tooLarge' | 'empty' | null>(null);
  const rows = file ? parseCsv(file.content) : [];
  const choose = async (chosen: File | undefined) => {
    setProblem(null);
    onChange(null);
    if (!chosen) return;
    if (chosen.size > LIMIT) {
      setProblem('tooLarge');
      return;
    }
    const content = decodeBankFile(await chosen.arrayBuffer());
    if (parseCsv(content).length < 2) {
      setProblem('empty');
      return;
    }
    onChange({ name: chosen.name, content });
  };
  return (
    <div className="app-field">
      <label htmlFor={id}>{t('returns.file')}</label>
      <p id={`${id}-hint`} className="yc-muted">
        {t('returns.fileHint')}
      </p>
      <input
        ref={input}
        id={id}
        className="app-file"
        type="file"
        accept=".csv,text/csv"
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null}
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {problem ? (
        <p className="app-field__error" role="alert">
          <Icon name="warning" /> {t(`returns.${problem}`)}
        </p>
      ) : null}
      {file ? (
        <p role="status">
          {t('returns.read', { count: rows.length - 1 })}{' '}
          <Button
            size="small"
            onClick={() => {
              if (input.current) input.current.value = '';
              onChange(null);
            }}
          >
            {t('common:remove')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

/** What an import did, in one line each. */
export function ReturnSummary({ result }: { result: BankReturnResult }) {
  const { t } = useTranslation('payments');
  return (
    <>
      <span>
        {t('returns.paid', { count: result.paid_count })} <Money value={result.paid_total} />
        {t('common:comma')}
        {t('returns.rejected', { count: result.rejected_count })} <Money value={result.rejected_total} />
        {t('common:comma')}
        {result.returned_count > 0 ? (
          <>
            {t('returns.returned', { count: result.returned_count })} <Money value={result.returned_total} />
            {t('common:comma')}
          </>
        ) : null}
        {t('returns.exceptions', { count: result.exception_count })}
      </span>
      {result.unanswered.length > 0 ? (
        <span className="app-done__warning">
          {t('returns.unanswered', { count: result.unanswered.length })} {result.unanswered.join(t('common:comma'))}
        </span>
      ) : null}
    </>
  );
}

/** Line by line what became of the bank's answer. */
export function ReturnLines({ lines, caption }: { lines: BankReturnView['lines']; caption: string }) {
  const { t } = useTranslation('payments');
  return (
    <DataTable
      caption={caption}
      rows={lines}
      rowKey={(line) => String(line.line)}
      rowTone={(line) => (line.outcome === 'exception' ? 'danger' : undefined)}
      columns={[
        { key: 'line', title: t('returns.line'), align: 'right', render: (line) => line.line },
        { key: 'number', title: t('payments.number'), primary: true, render: (line) => line.payment_number || '—' },
        {
          key: 'result',
          title: t('returns.result'),
          // What is not known is shown as the bank wrote it.
          render: (line) => textOf(`payments:returns.outcomes.${line.result}`) ?? line.result,
        },
        {
          key: 'amount',
          title: t('amount'),
          align: 'right',
          render: (line) => (parseFen(line.amount) === null ? line.amount : <Money value={line.amount} />),
        },
        { key: 'date', title: t('returns.date'), nowrap: true, render: (line) => line.date },
        { key: 'reason', title: t('returns.reason'), render: (line) => line.reason || '—' },
        {
          key: 'outcome',
          title: t('returns.outcome'),
          render: (line) =>
            line.outcome === 'paid' ? (
              <Tag tone="success" icon="checkCircle" text={t('returns.outcomes.paid')} />
            ) : line.outcome === 'rejected' ? (
              <Tag tone="waiting" icon="back" text={t('returns.outcomes.rejected')} />
            ) : line.outcome === 'returned' ? (
              <Tag tone="waiting" icon="back" text={t('returns.outcomes.returned')} />
            ) : (
              <>
                <Tag tone="danger" icon="warning" text={t('returns.outcomes.exception')} />
                <span className="app-table__reason">
                  {textOf(`payments:returns.exception.${line.exception ?? ''}`) ?? line.detail ?? line.exception}
                </span>
              </>
            ),
        },
      ]}
    />
  );
}
