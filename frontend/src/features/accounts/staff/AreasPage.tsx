import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { createAreas } from '@/api/gen/sdk.gen';
import type { AreaInput } from '@/api/gen/types.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { applyFaults } from '@/components/app/forms';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { SearchBox } from '@/components/base/FilterBar';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { areasOptions } from '@/lib/scopes';
import { useSubmit } from '@/lib/submit';
import { areaLevel, readAreas } from './areas';

const LEVELS = ['province', 'city', 'district', 'street', 'community', 'grid'] as const;

/** The areas of the installation: what is there, one more, or a list pasted from a sheet. */
export function AreasPage({ q }: { q: string | undefined }) {
  const { t } = useTranslation('accounts');
  const query = useQuery(areasOptions);
  const all = query.data?.items ?? [];
  const name = (code: string | null | undefined) => all.find((area) => area.code === code)?.name ?? '—';
  const rows = q ? all.filter((area) => area.name.includes(q) || area.code.startsWith(q)) : all;
  return (
    <>
      <PageHeader title={t('areas.title')} />
      <div className="app-columns">
        <Card title={t('areas.list')} flush>
          <div className="app-card__inset">
            <SearchBox label={t('areas.search')} placeholder={t('areas.search')} value={q} />
          </div>
          <DataTable
            caption={t('areas.list')}
            rows={rows}
            rowKey={(area) => area.code}
            query={query}
            columns={[
              {
                key: 'name',
                title: t('areas.name'),
                primary: true,
                render: (area) => <span style={{ paddingInlineStart: `${areaLevel(area.level)}em` }}>{area.name}</span>,
              },
              {
                key: 'level',
                title: t('areas.level'),
                nowrap: true,
                render: (area) => enumLabel('areaLevel', area.level),
              },
              { key: 'code', title: t('areas.code'), nowrap: true, render: (area) => area.code },
              { key: 'parent', title: t('areas.parent'), render: (area) => name(area.parent_code) },
            ]}
          />
        </Card>
        <div>
          <AddArea />
          <PasteAreas />
        </div>
      </div>
    </>
  );
}

function useAdd() {
  const { t } = useTranslation('accounts');
  const { message } = App.useApp();
  const client = useQueryClient();
  return async (areas: AreaInput[], key: string) => {
    await createAreas({ headers: { 'Idempotency-Key': key }, body: { areas } });
    void message.success(t('areas.added', { count: areas.length }));
    await client.invalidateQueries({ queryKey: areasOptions.queryKey });
  };
}

function AddArea() {
  const { t } = useTranslation('accounts');
  const [form] = Form.useForm<AreaInput>();
  const { running, error, run } = useSubmit();
  const { data } = useQuery(areasOptions);
  const add = useAdd();
  const required = { required: true, message: t('problems:fault.required') };
  const submit = (values: AreaInput) =>
    void run(async (key) => {
      try {
        await add([{ ...values, name: values.name.trim(), parent_code: values.parent_code || null }], key);
        form.resetFields();
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
    });
  return (
    <Card title={t('areas.add')}>
      <Form name="form" form={form} layout="vertical" initialValues={{ level: 'street' }} onFinish={submit}>
        <ErrorSummary error={error} />
        <Form.Item name="parent_code" label={t('areas.parent')}>
          <PlainSelect
            placeholder={t('areas.top')}
            options={(data?.items ?? []).map((area) => ({ value: area.code, label: area.name }))}
          />
        </Form.Item>
        <Form.Item name="level" label={t('areas.level')} rules={[required]}>
          <PlainSelect options={LEVELS.map((level) => ({ value: level, label: enumLabel('areaLevel', level) }))} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('areas.code')}
          extra={t('areas.codeHint')}
          rules={[required, { pattern: /^\d{12}$/, message: t('areas.codeHint') }]}
        >
          <Input inputMode="numeric" maxLength={12} autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label={t('areas.name')} rules={[required, { min: 2 }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={running}>
          {t('areas.add')}
        </Button>
      </Form>
    </Card>
  );
}

function PasteAreas() {
  const { t } = useTranslation('accounts');
  const [form] = Form.useForm<{ text: string }>();
  const { running, error, run } = useSubmit();
  const add = useAdd();
  const pasted = readAreas(Form.useWatch('text', form) ?? '');
  return (
    <Card title={t('areas.paste')}>
      <Form
        name="paste"
        form={form}
        layout="vertical"
        onFinish={() =>
          void run(async (key) => {
            await add(pasted.areas, key);
            form.resetFields();
          })
        }
      >
        <ErrorSummary error={error} />
        <Form.Item
          name="text"
          label={t('areas.rows')}
          extra={
            pasted.wrong.length > 0 ? t('areas.wrongRows', { rows: pasted.wrong.join(', ') }) : t('areas.rowsHint')
          }
        >
          <Input.TextArea rows={6} spellCheck={false} placeholder={'320402001000,雕庄街道,street,320402000000'} />
        </Form.Item>
        <Button htmlType="submit" loading={running} disabled={pasted.areas.length === 0 || pasted.wrong.length > 0}>
          {t('areas.addAll', { count: pasted.areas.length })}
        </Button>
      </Form>
    </Card>
  );
}
