import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { actionHeaders } from '@/api/client';
import { applyFaults } from '@/components/app/forms';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { textOf, useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { type FundBankAccountInput, type FundView, setFundBankAccount } from '../api';

/** The account a fund pays from; messages for the bank name it. */
export function FundAccount({ fund, onClose }: { fund: FundView; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<FundBankAccountInput>();
  const { running, error, run } = useSubmit();
  const required = { required: true, message: t('problems:fault.required') };
  const submit = (body: FundBankAccountInput) =>
    run(async (key) => {
      try {
        await setFundBankAccount({ path: { id: fund.id }, headers: actionHeaders(fund, key), body });
        void message.success(t('accountSet'));
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
      await client.invalidateQueries();
      onClose();
    });
  return (
    <Modal
      open
      title={t('accountTitle', { fund: fund.name })}
      okText={t('common:save')}
      cancelText={t('common:back')}
      okButtonProps={{ loading: running }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{t('accountText')}</p>
      <ErrorSummary error={error} labelOf={(pointer) => textOf(`funds:account.${pointer.slice(1)}`)} />
      <Form<FundBankAccountInput>
        name="form"
        form={form}
        layout="vertical"
        initialValues={{
          account_name: fund.bank_account?.account_name,
          bank_name: fund.bank_account?.bank_name,
          cnaps: fund.bank_account?.cnaps,
        }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="account_name" label={t('account.account_name')} rules={[required]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="account_number"
          label={t('account.account_number')}
          extra={fund.bank_account ? t('accountNow', { account: fund.bank_account.account_masked }) : undefined}
          rules={[required, { pattern: /^[0-9]{8,30}$/, message: t('account.digits') }]}
        >
          <Input maxLength={30} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="bank_name" label={t('account.bank_name')} rules={[required]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="cnaps"
          label={t('account.cnaps')}
          rules={[required, { pattern: /^[0-9]{12}$/, message: t('account.twelve') }]}
        >
          <Input maxLength={12} inputMode="numeric" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
