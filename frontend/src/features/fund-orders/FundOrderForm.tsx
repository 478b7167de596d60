import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Form, Input } from 'antd';
import { FormModal, useRequired } from '@/components/app/FormModal';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PlainSelect } from '@/components/app/PlainSelect';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { enumLabel } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import { allotmentChoices, clawbackChoices, createFundOrder, type FundOrderInput, projectChoices } from './api';
import { ABOUT, FUND_ORDER_KINDS } from './filter';

interface Choice {
  value: string;
  label: string;
}

/** The first hand: what is moved, about what, and why. */
export function FundOrderForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<FundOrderInput>();
  const kind = Form.useWatch('kind', form);
  const about = kind ? ABOUT[kind] : undefined;
  const choices = useChoices(about);
  const required = useRequired();
  const choice = (name: 'allotment_id' | 'to_allotment_id' | 'project_id' | 'clawback_id', options: Choice[]) => (
    <Form.Item name={name} label={t(`field.${name}`)} rules={[required]}>
      <PlainSelect
        options={options}
        placeholder={choices.loading || options.length > 0 ? t('choose') : t('noChoice')}
      />
    </Form.Item>
  );
  return (
    <FormModal
      form={form}
      title={t('new')}
      text={t('formText')}
      labels="orders:field"
      send={async (body, key) => {
        const { data } = await createFundOrder({ headers: { 'Idempotency-Key': key }, body });
        void message.success(t('created', { number: data.number }));
        return () => navigate({ to: '/app/finance/orders/$id', params: { id: data.id } });
      }}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('kind')} rules={[required]} extra={kind ? t(`kindText.${kind}`) : undefined}>
        <PlainSelect
          placeholder={t('choose')}
          options={FUND_ORDER_KINDS.map((one) => ({ value: one, label: enumLabel('fund_order_kind', one) }))}
        />
      </Form.Item>
      {about === 'allotments' ? (
        <>
          {choice('allotment_id', choices.allotments)}
          {choice('to_allotment_id', choices.allotments)}
        </>
      ) : null}
      {about === 'project' ? choice('project_id', choices.projects) : null}
      {about === 'clawback' ? choice('clawback_id', choices.clawbacks) : null}
      <Form.Item name="amount" label={t('field.amount')} rules={[required]}>
        <MoneyInput />
      </Form.Item>
      <Form.Item name="reason" label={t('field.reason')} rules={[required]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="evidence" label={t('field.evidence')} extra={t('evidenceHint')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}

/** What an order can be about; only the list that the kind asks for is read. */
function useChoices(about: 'allotments' | 'project' | 'clawback' | undefined) {
  const { t } = useTranslation('orders');
  const allotments = useInfiniteQuery({ ...allotmentChoices(), enabled: about === 'allotments' });
  const projects = useInfiniteQuery({ ...projectChoices(), enabled: about === 'project' });
  const clawbacks = useInfiniteQuery({ ...clawbackChoices(), enabled: about === 'clawback' });
  return {
    loading: allotments.isFetching || projects.isFetching || clawbacks.isFetching,
    allotments: allItems(allotments.data).map((row) => ({
      value: row.id,
      label: t('allotmentChoice', {
        fund: row.fund.name,
        year: row.fiscal_year,
        line: row.budget_line,
        available: formatMoney(row.balances.available),
      }),
    })),
    projects: allItems(projects.data).map((row) => ({ value: row.id, label: `${row.number} ${row.title}` })),
    clawbacks: allItems(clawbacks.data)
      .filter((row) => row.receivable !== '0.00')
      .map((row) => ({
        value: row.id,
        label: t('clawbackChoice', {
          number: row.number,
          project: row.project?.title ?? '',
          receivable: formatMoney(row.receivable ?? '0.00'),
        }),
      })),
  };
}
