import { useQueryClient } from '@tanstack/react-query';
import { Form, type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { textOf, useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { applyFaults, clearFaults } from './forms';

/** What opens once the dialog has closed, for example the page of what was made. */
type Then = undefined | (() => unknown);

/**
 * A form in a dialog: sends once at a time under one idempotency key, puts the server's faults on its fields and above
 * them, keeps what was entered when it is refused, and closes when it is accepted. Its fields are named as the request is.
 */
export function FormModal<T extends object>({
  form,
  title,
  text,
  labels,
  initialValues,
  send,
  onClose,
  children,
}: {
  form: FormInstance<T>;
  title: string;
  text?: string;
  /** Where the names of the fields stand: a section and the first part of their keys. */
  labels: string;
  initialValues?: { [K in keyof T]?: T[K] | undefined };
  send: (values: T, key: string) => Promise<Then>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const submit = (values: T) =>
    run(async (key) => {
      let then: Then;
      try {
        then = await send(values, key);
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
      await client.invalidateQueries();
      onClose();
      await then?.();
    });
  return (
    <Modal
      open
      title={title}
      okText={t('common:save')}
      cancelText={t('common:back')}
      okButtonProps={{ loading: running }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      {text ? <p>{text}</p> : null}
      <ErrorSummary error={error} labelOf={(pointer) => textOf(`${labels}.${pointer.slice(1)}`)} />
      <Form<T>
        name="form"
        form={form}
        layout="vertical"
        {...(initialValues ? { initialValues } : {})}
        onValuesChange={(changed: object) => clearFaults(form, [Object.keys(changed)])}
        onFinish={(values) => void submit(values)}
      >
        {children}
      </Form>
    </Modal>
  );
}

/** The rule of a field that must be filled in. */
export function useRequired() {
  const { t } = useTranslation();
  return { required: true, message: t('problems:fault.required') };
}
