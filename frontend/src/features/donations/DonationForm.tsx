import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Checkbox, Form, Input } from 'antd';
import { DateInput } from '@/components/app/DateInput';
import { FormModal, useRequired } from '@/components/app/FormModal';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PlainSelect } from '@/components/app/PlainSelect';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import { createDonation, type DonationInput, fundChoices } from './api';
import { DONATION_KINDS, DONOR_KINDS, VALUE_BASES } from './filter';

type Entered = DonationInput & { fund_id: string };

/** The first hand: what was given, by whom, for what. */
export function DonationForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('donations');
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entered>();
  const goods = Form.useWatch('kind', form) === 'in_kind';
  const company = ['enterprise', 'organisation'].includes(Form.useWatch('donor_kind', form) ?? '');
  const named = Boolean(Form.useWatch('naming', form)?.trim());
  const funds = useInfiniteQuery(fundChoices());
  const takers = allItems(funds.data).filter((fund) => ['community_fund', 'donation'].includes(fund.source));
  const required = useRequired();
  const send = async ({ fund_id, ...values }: Entered, key: string) => {
    const given = Object.entries(values).filter(([, value]) => value !== '' && value !== undefined);
    const body = Object.fromEntries(given) as unknown as DonationInput;
    const { data } = await createDonation({ path: { id: fund_id }, headers: { 'Idempotency-Key': key }, body });
    void message.success(t('created', { number: data.number }));
    return () => navigate({ to: '/app/finance/donations/$id', params: { id: data.id } });
  };
  const choices = (kind: string, values: readonly string[]) =>
    values.map((one) => ({ value: one, label: enumLabel(kind, one) }));
  return (
    <FormModal form={form} title={t('new')} text={t('formText')} labels="donations:field" send={send} onClose={onClose}>
      <Form.Item name="fund_id" label={t('field.fund_id')} rules={[required]}>
        <PlainSelect
          placeholder={funds.isFetching || takers.length > 0 ? t('choose') : t('noFund')}
          options={takers.map((fund) => ({ value: fund.id, label: fund.name }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={t('field.kind')} rules={[required]}>
        <PlainSelect placeholder={t('choose')} options={choices('donation_kind', DONATION_KINDS)} />
      </Form.Item>
      <Form.Item name="donor_name" label={t('field.donor_name')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="donor_kind" label={t('field.donor_kind')} rules={[required]}>
        <PlainSelect placeholder={t('choose')} options={choices('donor_kind', DONOR_KINDS)} />
      </Form.Item>
      {company ? (
        <Form.Item name="donor_uscc" label={t('field.donor_uscc')}>
          <Input maxLength={18} />
        </Form.Item>
      ) : null}
      <Form.Item name="anonymous" valuePropName="checked">
        <Checkbox>{t('field.anonymous')}</Checkbox>
      </Form.Item>
      <Form.Item name="amount" label={goods ? t('field.value') : t('field.amount')} rules={[required]}>
        <MoneyInput />
      </Form.Item>
      {goods ? (
        <>
          <Form.Item name="goods" label={t('field.goods')} extra={t('goodsHint')} rules={[required]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="value_basis" label={t('field.value_basis')} rules={[required]}>
            <PlainSelect placeholder={t('choose')} options={choices('value_basis', VALUE_BASES)} />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="purpose" label={t('field.purpose')} extra={t('purposeHint')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="naming" label={t('field.naming')} extra={t('namingHint')}>
        <Input maxLength={60} />
      </Form.Item>
      {named ? (
        <Form.Item name="naming_until" label={t('field.naming_until')} rules={[required]}>
          <DateInput />
        </Form.Item>
      ) : null}
      <Form.Item name="received_on" label={t('field.received_on')} rules={[required]}>
        <DateInput />
      </Form.Item>
      <Form.Item name="receipt_no" label={t('field.receipt_no')} extra={t('receiptHint')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="remark" label={t('field.remark')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
