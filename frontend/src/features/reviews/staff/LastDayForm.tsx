import { App, Form, Input } from 'antd';
import { actionHeaders } from '@/api/client';
import { DateInput } from '@/components/app/DateInput';
import { FormModal, useRequired } from '@/components/app/FormModal';
import { useTranslation } from '@/lib/i18n';
import { type PanelView, requestReviewReopening, setReviewLastDay } from './api';

/** Puts the last day of scoring off or forward, with the reason; once it is over, asks to open the scoring again. */
export default function LastDayForm({
  callId,
  stage,
  asking,
  onClose,
}: {
  callId: string;
  stage: NonNullable<PanelView['stage']>;
  /** The day is over: a second person decides. */
  asking: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation('reviews');
  const { message } = App.useApp();
  const [form] = Form.useForm<{ scores_until: string; reason: string }>();
  const required = useRequired();
  return (
    <FormModal
      form={form}
      title={t(asking ? 'staff.askReopening' : 'staff.setLastDay')}
      text={t(asking ? 'staff.askReopeningText' : 'staff.setLastDayText')}
      labels="reviews:lastDay"
      initialValues={{ scores_until: asking ? undefined : (stage.scores_until ?? undefined) }}
      send={async (body, key) => {
        const change = asking ? requestReviewReopening : setReviewLastDay;
        await change({ path: { id: callId }, headers: actionHeaders(stage, key), body });
        void message.success(t(asking ? 'staff.reopeningSent' : 'staff.lastDaySet'));
        return undefined;
      }}
      onClose={onClose}
    >
      <Form.Item name="scores_until" label={t('lastDay.scores_until')} rules={[required]}>
        <DateInput />
      </Form.Item>
      <Form.Item name="reason" label={t('lastDay.reason')} rules={[required]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
