import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { FieldRow } from './FieldRow';

/** Asks for a code of the second factor, and does something with it. */
export function CodeForm({
  id,
  text,
  label,
  hint,
  submit,
  danger = false,
  run,
  onCancel,
}: {
  id: string;
  text?: ReactNode;
  label: string;
  hint?: string;
  submit: string;
  danger?: boolean;
  run: (code: string) => Promise<unknown>;
  onCancel?: () => void;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { running, error, run: once } = useSubmit();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void once(() => run(code.trim()));
  };
  return (
    <form onSubmit={send}>
      {text ? <p>{text}</p> : null}
      <ErrorSummary error={error} />
      <FieldRow id={id} label={label} hint={hint}>
        {(control) => (
          <Input
            {...control}
            value={code}
            autoFocus
            autoComplete="one-time-code"
            maxLength={20}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </FieldRow>
      <div className="app-formactions">
        {onCancel ? <Button onClick={onCancel}>{t('cancel')}</Button> : null}
        <Button type="primary" danger={danger} htmlType="submit" loading={running} disabled={code.trim().length < 6}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
