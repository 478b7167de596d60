import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { etagOf } from '@/api/client';
import { Card } from '@/components/app/Card';
import { DateInput } from '@/components/app/DateInput';
import { FooterBar } from '@/components/app/FooterBar';
import { applyFaults, clearFaults } from '@/components/app/forms';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { NEED_CATEGORIES } from '../public/filter';
import { createNeed, type NeedInput, type NeedView, needOptions, updateNeed } from './api';
import { useAreaChoices } from './areas';
import '@/styles/needs.css';

const URGENCIES = ['normal', 'pressing', 'urgent'] as const;
const SOURCES = ['resident', 'community', 'organisation', 'survey', 'hotline'] as const;

/** A need entered by staff. */
export function NewNeedPage() {
  const { t } = useTranslation('needs');
  return (
    <>
      <PageHeader title={t('staff.new')} crumbs={[{ label: t('staff.title'), to: '/app/staff/needs' }]} />
      <NeedForm />
    </>
  );
}

/** The published wording of a need, beside the reporter's own words. */
export function EditNeedPage({ id }: { id: string }) {
  const { t } = useTranslation('needs');
  const { data: need } = useSuspenseQuery(needOptions(id));
  return (
    <>
      <PageHeader
        title={t('staff.edit')}
        crumbs={[
          { label: t('staff.title'), to: '/app/staff/needs' },
          { label: need.heading, to: '/app/staff/needs/$id', params: { id } },
        ]}
      />
      <NeedForm need={need} />
    </>
  );
}

function filled(values: Partial<NeedInput>): Partial<NeedInput> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
}

function NeedForm({ need }: { need?: NeedView }) {
  const { t } = useTranslation('needs');
  const { user } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<NeedInput>();
  const [dirty, setDirty] = useState(false);
  const { running, error, run } = useSubmit();
  const areas = useAreaChoices();
  const required = { required: true, message: t('problems:fault.required') };
  const initial: Partial<NeedInput> = need
    ? {
        area_code: need.area_code,
        title: need.title,
        description: need.description,
        category: need.category ?? null,
        target_group: need.target_group,
        head_count: need.head_count ?? null,
        urgency: need.urgency,
        amount: need.amount ?? null,
        self_raised_min: need.self_raised_min ?? null,
        min_applicants: need.min_applicants ?? null,
        starts_on: need.starts_on ?? null,
        ends_on: need.ends_on ?? null,
      }
    : {
        area_code: user.grants.find((grant) => grant.scope.area_code)?.scope.area_code ?? '',
        urgency: 'normal',
        source: 'survey',
      };

  const submit = (values: NeedInput) =>
    run(async (key) => {
      try {
        let id = need?.id ?? '';
        if (need) {
          await updateNeed({ path: { id }, headers: { 'If-Match': etagOf(need) }, body: filled(values) });
        } else {
          const { data } = await createNeed({
            headers: { 'Idempotency-Key': key },
            body: filled(values) as NeedInput,
          });
          id = data.id;
          void message.success(t('staff.created', { number: data.number }));
        }
        await client.invalidateQueries();
        setDirty(false);
        // The guard lets go with the next drawing.
        window.setTimeout(() => void navigate({ to: '/app/staff/needs/$id', params: { id } }));
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
    });

  return (
    <Form<NeedInput>
      name="form"
      form={form}
      layout="vertical"
      initialValues={initial}
      scrollToFirstError={{ focus: true }}
      onValuesChange={(changed) => {
        setDirty(true);
        clearFaults(
          form,
          Object.keys(changed).map((name) => [name]),
        );
      }}
      onFinish={(values) => void submit(values)}
    >
      <LeaveGuard unsaved={dirty && !running} />
      <ErrorSummary error={error} labelOf={(pointer) => textOf(`needs:field.${pointer.split('/')[1] ?? ''}`)} />
      <div className="app-columns">
        <div>
          {need ? null : (
            <Card title={t('staff.reported')}>
              <Form.Item name="words" label={t('field.words')} extra={t('staff.wordsHint')} rules={[required]}>
                <Input.TextArea rows={4} maxLength={2000} showCount />
              </Form.Item>
              <Form.Item name="place" label={t('field.place')}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="source" label={t('field.source')} rules={[required]}>
                <PlainSelect options={SOURCES.map((value) => ({ value, label: enumLabel('need_source', value) }))} />
              </Form.Item>
              <Form.Item name="contact" label={t('field.contact')} extra={t('staff.contactHint')}>
                <Input maxLength={254} autoComplete="off" />
              </Form.Item>
            </Card>
          )}
          <Card title={t('staff.wording')}>
            <Form.Item name="title" label={t('field.title')} extra={t('staff.noPersons')}>
              <Input maxLength={100} showCount />
            </Form.Item>
            <Form.Item name="description" label={t('field.description')}>
              <Input.TextArea rows={6} maxLength={4000} showCount />
            </Form.Item>
            <Form.Item name="target_group" label={t('field.target_group')}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="head_count" label={t('field.head_count')}>
              <InputNumber min={0} max={10_000_000} precision={0} style={{ width: '100%' }} />
            </Form.Item>
          </Card>
        </div>
        <div>
          {need ? (
            <Card title={t('staff.words')}>
              <p className="need-words">{need.words}</p>
              <Descriptions columns={1} items={[{ label: t('field.place'), value: need.place }]} />
              <Button
                onClick={() => {
                  form.setFieldsValue({ description: need.words });
                  setDirty(true);
                }}
              >
                {t('staff.fromWords')}
              </Button>
            </Card>
          ) : null}
          <Card title={t('staff.where')}>
            <Form.Item name="area_code" label={t('field.area_code')} rules={[required]}>
              <PlainSelect options={areas} placeholder={t('report.chooseArea')} />
            </Form.Item>
            <Form.Item name="category" label={t('field.category')}>
              <PlainSelect
                placeholder={t('staff.choose')}
                options={NEED_CATEGORIES.map((value) => ({ value, label: enumLabel('need_category', value) }))}
              />
            </Form.Item>
            <Form.Item name="urgency" label={t('field.urgency')}>
              <PlainSelect options={URGENCIES.map((value) => ({ value, label: enumLabel('need_urgency', value) }))} />
            </Form.Item>
          </Card>
          <Card title={t('staff.money')}>
            <Form.Item name="amount" label={t('field.amount')}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name="self_raised_min" label={t('field.self_raised_min')}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name="min_applicants" label={t('field.min_applicants')}>
              <InputNumber min={1} max={1000} precision={0} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name="starts_on" label={t('field.starts_on')}>
              <DateInput />
            </Form.Item>
            <Form.Item name="ends_on" label={t('field.ends_on')}>
              <DateInput />
            </Form.Item>
          </Card>
        </div>
      </div>
      <FooterBar>
        <Button type="primary" htmlType="submit" loading={running}>
          {need ? t('common:save') : t('staff.create')}
        </Button>
      </FooterBar>
    </Form>
  );
}
