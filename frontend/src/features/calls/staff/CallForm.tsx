import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { DayInstantInput } from '@/components/app/DateInput';
import { FooterBar } from '@/components/app/FooterBar';
import { applyFaults, clearFaults } from '@/components/app/forms';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { SchemeConditions, SchemeRubric, SchemeRules } from '@/components/base/SchemeSummary';
import { textOf, useTranslation } from '@/lib/i18n';
import { formatMoney } from '@/lib/money';
import { schemeOf } from '@/lib/scheme';
import { areasOptions } from '@/lib/scopes';
import { clockOptions, useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { approvedAllotmentsOptions, type CallInput, createCall, presetsOptions } from './api';

type Values = Omit<CallInput, 'scheme' | 'document'>;

/** A new call. */
export function NewCallPage() {
  const { t } = useTranslation('calls');
  return (
    <>
      <PageHeader title={t('staff.new')} crumbs={[{ label: t('staff.title'), to: '/app/staff/calls' }]} />
      <CallForm />
    </>
  );
}

function CallForm() {
  const { t, language } = useTranslation('calls');
  const { user } = useSession();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [dirty, setDirty] = useState(false);
  const { running, error, run } = useSubmit();
  const { data: presets } = useSuspenseQuery(presetsOptions());
  const { data: areas } = useSuspenseQuery(areasOptions);
  const { data: clock } = useSuspenseQuery(clockOptions);
  const { data: allotments } = useQuery(approvedAllotmentsOptions());
  const chosen = Form.useWatch('scheme_preset', form);
  const preset = presets.items.find((item) => item.code === chosen);
  const scheme = preset ? schemeOf(preset) : undefined;
  const required = { required: true, message: t('problems:fault.required') };
  const initial: Partial<Values> = {
    year: Number(clock.today.slice(0, 4)),
    area_code: user.grants.find((grant) => grant.role === 'programme_officer')?.scope.area_code ?? '',
  };

  const submit = (values: Values) =>
    run(async (key) => {
      try {
        const { data } = await createCall({
          headers: { 'Idempotency-Key': key },
          body: { ...values, announcement: values.announcement ?? '' },
        });
        void message.success(t('staff.created', { number: data.number }));
        setDirty(false);
        // The guard lets go with the next drawing.
        window.setTimeout(() => void navigate({ to: '/app/staff/calls/$id/edit', params: { id: data.id } }));
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
    });

  return (
    <Form<Values>
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
      <ErrorSummary error={error} labelOf={(pointer) => textOf(`calls:staff.field.${pointer.split('/')[1] ?? ''}`)} />
      <Card title={t('staff.field.scheme_preset')}>
        <Form.Item
          name="scheme_preset"
          label={t('staff.presetPick')}
          extra={t('staff.presetHint')}
          rules={[required]}
          valuePropName="value"
        >
          <Radio.Group className="app-choices">
            {presets.items.map((item) => (
              <Radio key={item.code} value={item.code}>
                <strong>{language === 'en' ? item.title_en : item.title}</strong>
                <span className="app-choice__facts">
                  {textOf(`calls:staff.presetFacts.${item.code}`) ?? item.facts}
                </span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        {scheme ? (
          <details className="app-details">
            <summary>{t('staff.presetDetails')}</summary>
            <h3>{t('staff.conditions')}</h3>
            <SchemeConditions scheme={scheme} />
            <h3>{t('staff.rules')}</h3>
            <SchemeRules scheme={scheme} />
            <h3>{t('staff.rubric')}</h3>
            <SchemeRubric scheme={scheme} />
          </details>
        ) : null}
      </Card>
      <Card title={t('staff.basics')}>
        <div className="app-formgrid">
          <Form.Item
            className="app-formgrid__wide"
            name="title"
            label={t('staff.field.title')}
            rules={[required, { max: 200 }]}
          >
            <Input placeholder={t('staff.titlePlaceholder')} />
          </Form.Item>
          <Form.Item name="year" label={t('staff.field.year')} rules={[required]}>
            <InputNumber min={2000} max={2100} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="area_code" label={t('staff.field.area_code')} rules={[required]}>
            <PlainSelect
              placeholder={t('staff.areaPlaceholder')}
              options={areas.items.map((area) => ({ value: area.code, label: area.name }))}
            />
          </Form.Item>
          <Form.Item name="host_name" label={t('staff.field.host_name')} extra={t('staff.hostHint')}>
            <Input />
          </Form.Item>
        </div>
      </Card>
      <Card title={t('staff.money')}>
        <div className="app-formgrid">
          <Form.Item name="budget" label={t('staff.field.budget')} rules={[required]}>
            <MoneyInput />
          </Form.Item>
          <Form.Item name="allotment_id" label={t('staff.field.allotment_id')} extra={t('staff.allotmentHint')}>
            <PlainSelect
              placeholder={t('staff.allotmentPlaceholder')}
              options={(allotments?.items ?? []).map((item) => ({
                value: item.id,
                label: t('staff.allotmentOption', {
                  fund: item.fund.name,
                  year: item.fiscal_year,
                  line: item.budget_line,
                  available: formatMoney(item.balances.available),
                }),
              }))}
            />
          </Form.Item>
        </div>
      </Card>
      <Card title={t('staff.dates')}>
        <div className="app-formgrid">
          <Form.Item name="opens_at" label={t('staff.field.opens_at')} extra={t('staff.opensHint')} rules={[required]}>
            <DayInstantInput />
          </Form.Item>
          <Form.Item
            name="closes_at"
            label={t('staff.field.closes_at')}
            extra={t('staff.closesHint')}
            rules={[required]}
          >
            <DayInstantInput end />
          </Form.Item>
        </div>
      </Card>
      <Card title={t('staff.field.announcement')}>
        <Form.Item
          name="announcement"
          label={t('staff.announcementLabel')}
          extra={t('staff.announcementHint')}
          rules={[required]}
        >
          <Input.TextArea autoSize={{ minRows: 8, maxRows: 24 }} maxLength={20000} showCount />
        </Form.Item>
      </Card>
      <FooterBar status={dirty ? t('common:autosave.dirty') : null}>
        <Button type="primary" htmlType="submit" loading={running}>
          {t('staff.createDraft')}
        </Button>
      </FooterBar>
    </Form>
  );
}
