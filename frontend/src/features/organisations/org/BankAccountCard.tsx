import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { applyFaults } from '@/components/app/forms';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { EmptyState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { RevealDialog } from '../record/RevealDialog';
import { type OrganisationView, organisationOptions, setBankAccount } from './api';

interface Values {
  account_name: string;
  account_number: string;
  bank_name: string;
  cnaps: string;
}

const digits = (text: string | undefined) => (text ?? '').replace(/[\s-]/g, '');

/** The account money is paid to: masked when shown, typed anew in full when changed. */
export function BankAccountCard({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const [editing, setEditing] = useState(false);
  const [revealing, setRevealing] = useState(false);
  const account = organisation.bank_account;
  return (
    <Card
      title={t('account.title')}
      id="bank-account"
      extra={
        editing ? null : (
          <span className="app-rowactions">
            {account ? <Button onClick={() => setRevealing(true)}>{r('reveal.account')}</Button> : null}
            <Button onClick={() => setEditing(true)}>{account ? t('account.change') : t('account.enter')}</Button>
          </span>
        )
      }
    >
      {editing ? (
        <AccountForm organisation={organisation} onClose={() => setEditing(false)} />
      ) : account ? (
        <Descriptions
          items={[
            { label: t('account.name'), value: account.account_name },
            { label: t('account.number'), value: <span className="app-masked">{account.masked_number}</span> },
            { label: t('account.bank'), value: account.bank_name },
            { label: t('account.cnaps'), value: account.cnaps },
          ]}
        />
      ) : (
        <EmptyState title={t('account.none')} text={t('account.noneHint')} />
      )}
      {revealing && account ? (
        <RevealDialog title={r('reveal.account')} of={{ account: account.id }} onClose={() => setRevealing(false)} />
      ) : null}
    </Card>
  );
}

function AccountForm({ organisation, onClose }: { organisation: OrganisationView; onClose: () => void }) {
  const { t } = useTranslation('organisations');
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const { t: r } = useTranslation('record');
  const verified = organisation.state === 'verified' || organisation.state === 'suspended';
  const { running, error, run } = useSubmit();
  const client = useQueryClient();
  const required = { required: true, message: t('problems:fault.required') };
  const save = (values: Values) =>
    void run(async () => {
      try {
        const saved = await setBankAccount(organisation, {
          account_name: values.account_name,
          account_number: digits(values.account_number),
          bank_name: values.bank_name.trim(),
          cnaps: digits(values.cnaps),
        });
        client.setQueryData(organisationOptions(organisation.id).queryKey, saved);
        await client.invalidateQueries();
        void message.success(verified ? r('change.asked') : t('account.saved'));
        onClose();
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
    });
  return (
    <Form
      name="account"
      form={form}
      layout="vertical"
      initialValues={{ account_name: organisation.name }}
      onFinish={save}
    >
      <ErrorSummary error={error} fieldId={(pointer) => `account${pointer.replaceAll('/', '_')}`} />
      <p className="yc-note">{verified ? r('change.hint') : t('account.hint')}</p>
      <div className="app-formgrid">
        <Form.Item
          name="account_name"
          label={t('account.name')}
          extra={t('account.nameHint')}
          rules={[
            required,
            {
              validator: async (_, value: string | undefined) => {
                if (value && value !== organisation.name) throw new Error(t('problems:fault.name_differs'));
              },
            },
          ]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="account_number"
          label={t('account.number')}
          extra={t('account.numberHint')}
          rules={[
            required,
            {
              validator: async (_, value: string | undefined) => {
                if (value && !/^\d{8,30}$/.test(digits(value))) throw new Error(t('account.numberWrong'));
              },
            },
          ]}
        >
          <Input maxLength={40} inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="bank_name" label={t('account.bank')} rules={[required, { min: 2 }]}>
          <Input maxLength={100} autoComplete="off" placeholder={t('account.bankExample')} />
        </Form.Item>
        <Form.Item
          name="cnaps"
          label={t('account.cnaps')}
          extra={t('account.cnapsHint')}
          rules={[
            required,
            {
              validator: async (_, value: string | undefined) => {
                if (value && !/^\d{12}$/.test(digits(value))) throw new Error(t('account.cnapsWrong'));
              },
            },
          ]}
        >
          <Input maxLength={16} inputMode="numeric" autoComplete="off" />
        </Form.Item>
      </div>
      <div className="app-formactions">
        <Button onClick={onClose} disabled={running}>
          {t('common:cancel')}
        </Button>
        <Button type="primary" htmlType="submit" loading={running}>
          {t('account.save')}
        </Button>
      </div>
    </Form>
  );
}
