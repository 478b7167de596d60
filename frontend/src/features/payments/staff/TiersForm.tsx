import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { applyFaults } from '@/components/app/forms';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { type PaymentTiersInput, proposePaymentTiers, type TiersVersionView, tiersOptions } from './api';

const HANDS = ['second_approver', 'director'] as const;

/** Other tiers, beginning with those that are there. */
export function TiersForm({ from, onClose }: { from: TiersVersionView; onClose: () => void }) {
  const { t } = useTranslation('payments');
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<PaymentTiersInput>();
  const { running, error, run } = useSubmit();
  const required = { required: true, message: t('problems:fault.required') };
  // Not `required`: a group of boxes may not carry `aria-required`.
  const oneHand = {
    validator: (_: unknown, hands?: unknown[]) =>
      hands?.length ? Promise.resolve() : Promise.reject(new Error(t('problems:fault.required'))),
  };
  const submit = (values: PaymentTiersInput) =>
    void run(async (key) => {
      try {
        await proposePaymentTiers({ headers: { 'Idempotency-Key': key }, body: values });
        void message.success(t('tiers.saved'));
        await client.invalidateQueries({ queryKey: tiersOptions().queryKey });
        onClose();
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
    });
  return (
    <Modal
      open
      title={t('tiers.propose')}
      okText={t('common:save')}
      cancelText={t('common:back')}
      okButtonProps={{ loading: running }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{t('tiers.proposedText')}</p>
      <ErrorSummary error={error} />
      <Form<PaymentTiersInput>
        name="tiers"
        form={form}
        layout="vertical"
        initialValues={{ window_days: from.window_days, count_by: from.count_by, tiers: from.tiers }}
        onFinish={submit}
      >
        <Form.List name="tiers">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field) => (
                <fieldset key={field.key} className="app-fieldset app-fieldset--boxed">
                  <Form.Item name={[field.name, 'from']} label={t('tiers.from')} rules={[required]}>
                    <MoneyInput />
                  </Form.Item>
                  <Form.Item name={[field.name, 'hands']} label={t('tiers.hands')} rules={[oneHand]}>
                    <Checkbox.Group
                      options={HANDS.map((hand) => ({ value: hand, label: enumLabel('extraHand', hand) }))}
                    />
                  </Form.Item>
                  {fields.length > 1 ? <Button onClick={() => remove(field.name)}>{t('tiers.remove')}</Button> : null}
                </fieldset>
              ))}
              <p>
                <Button onClick={() => add({ from: null, hands: [] })} disabled={fields.length >= 10}>
                  {t('tiers.add')}
                </Button>
              </p>
            </>
          )}
        </Form.List>
        <Form.Item name="window_days" label={t('tiers.window')} rules={[required]}>
          <InputNumber min={1} max={366} precision={0} />
        </Form.Item>
        <Form.Item name="count_by" label={t('tiers.countBy')} rules={[required]}>
          <PlainSelect
            options={(['payee', 'project'] as const).map((by) => ({ value: by, label: t(`tiers.countByName.${by}`) }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('tiers.reason')} rules={[required]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
