import { App, Form, Input } from 'antd';
import { actionHeaders } from '@/api/client';
import { FormModal, useRequired } from '@/components/app/FormModal';
import { useTranslation } from '@/lib/i18n';
import { type FundBankAccountInput, type FundView, setFundBankAccount } from '../api';

/** The account a fund pays from; messages for the bank name it. */
export function FundAccount({ fund, onClose }: { fund: FundView; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const { message } = App.useApp();
  const [form] = Form.useForm<FundBankAccountInput>();
  const required = useRequired();
  const now = fund.bank_account;
  return (
    <FormModal
      form={form}
      title={t('accountTitle', { fund: fund.name })}
      text={t('accountText')}
      labels="funds:account"
      initialValues={{ account_name: now?.account_name, bank_name: now?.bank_name, cnaps: now?.cnaps }}
      send={async (body, key) => {
        await setFundBankAccount({ path: { id: fund.id }, headers: actionHeaders(fund, key), body });
        void message.success(t('accountSet'));
        return undefined;
      }}
      onClose={onClose}
    >
      <Form.Item name="account_name" label={t('account.account_name')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="account_number"
        label={t('account.account_number')}
        extra={now ? t('accountNow', { account: now.account_masked }) : undefined}
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
    </FormModal>
  );
}
