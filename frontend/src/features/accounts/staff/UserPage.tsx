import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { applyFaults } from '@/components/app/forms';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, roleLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { areasOptions, useGrantLabel } from '@/lib/scopes';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { AccountActions } from './AccountActions';
import {
  createGrant,
  deleteGrant,
  type GrantInput,
  type GrantView,
  grantCallsOptions,
  grantOrganisationsOptions,
  userOptions,
} from './api';
import { ROLES } from './filter';

export function UserPage({ id }: { id: string }) {
  const { t } = useTranslation('accounts');
  const { user: me } = useSession();
  const { data: user } = useSuspenseQuery(userOptions(id));
  const { full, scope } = useGrantLabel();
  const [revoking, setRevoking] = useState<GrantView | null>(null);
  const admin = hasRole(me.grants, 'security_admin');
  const own = me.id === user.id;
  return (
    <>
      <PageHeader
        title={user.name}
        crumbs={[{ label: t('users.title'), to: '/app/admin/users' }]}
        tags={
          user.state === 'active' ? (
            <Tag tone="success" icon="check" text={t('users.active')} />
          ) : (
            <Tag tone="ended" icon="ban" text={t('users.disabled')} />
          )
        }
        meta={user.email}
      />
      {admin && !own ? <AccountActions user={user} /> : null}
      <div className="app-columns">
        <div>
          <Card title={t('users.grants')} flush>
            <DataTable
              caption={t('users.grants')}
              rows={user.grants}
              rowKey={(grant) => grant.id}
              empty={{ title: t('me.noGrants') }}
              columns={[
                { key: 'role', title: t('me.role'), primary: true, render: (grant) => roleLabel(grant.role) },
                { key: 'scope', title: t('me.scope'), render: scope },
                ...(admin && !own
                  ? [
                      {
                        key: 'revoke',
                        title: t('users.revoke'),
                        render: (grant: GrantView) => (
                          <Button size="small" danger onClick={() => setRevoking(grant)}>
                            {t('users.revoke')}
                            <span className="yc-visually-hidden">{full(grant)}</span>
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
          {admin ? (
            <Card title={t('users.give')}>{own ? <p>{t('users.notOwn')}</p> : <GiveRole userId={id} />}</Card>
          ) : null}
        </div>
        <Card title={t('me.profile')}>
          <Descriptions
            columns={1}
            items={[
              { label: t('register.name'), value: user.name },
              { label: t('login.email'), value: user.email },
              { label: t('users.second'), value: t(user.second_factor ? 'users.secondOn' : 'users.secondOff') },
              { label: t('users.language'), value: enumLabel('language', user.language) },
              { label: t('users.createdAt'), value: <DateTime value={user.created_at} /> },
            ]}
          />
        </Card>
      </div>
      {revoking ? (
        <ActionDialog
          title={t('users.revoke')}
          resource={user}
          config={{
            danger: true,
            confirm: t('users.revokeText', { name: user.name, grant: full(revoking) }),
            run: () => deleteGrant({ path: { id, grant_id: revoking.id } }),
          }}
          onClose={() => setRevoking(null)}
        />
      ) : null}
    </>
  );
}

const SCOPES = ['area', 'call', 'organisation', 'platform'] as const;

function GiveRole({ userId }: { userId: string }) {
  const { t } = useTranslation('accounts');
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<GrantInput>();
  const [search, setSearch] = useState('');
  const kind = Form.useWatch('scope_kind', form);
  const { running, error, run } = useSubmit();
  const { data: areas } = useQuery(areasOptions);
  const calls = useQuery({ ...grantCallsOptions(), enabled: kind === 'call' });
  const organisations = useQuery({ ...grantOrganisationsOptions(search), enabled: kind === 'organisation' });
  const required = { required: true, message: t('problems:fault.required') };
  const submit = (values: GrantInput) =>
    run(async (key) => {
      try {
        await createGrant({ path: { id: userId }, headers: { 'Idempotency-Key': key }, body: values });
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
      form.resetFields();
      void message.success(t('users.given'));
      await client.invalidateQueries();
    });
  return (
    <Form<GrantInput>
      name="form"
      form={form}
      layout="vertical"
      initialValues={{ scope_kind: 'area' }}
      onFinish={(values) => void submit(values)}
    >
      <ErrorSummary error={error} />
      <p className="yc-muted">{t('users.giveHint')}</p>
      <div className="app-formgrid">
        <Form.Item name="role" label={t('me.role')} rules={[required]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
          />
        </Form.Item>
        <Form.Item name="scope_kind" label={t('me.scope')} rules={[required]}>
          <Select options={SCOPES.map((entry) => ({ value: entry, label: enumLabel('scope', entry) }))} />
        </Form.Item>
        {kind === 'area' ? (
          <Form.Item name="area_code" label={t('users.area')} rules={[required]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(areas?.items ?? []).map((area) => ({ value: area.code, label: area.name }))}
            />
          </Form.Item>
        ) : null}
        {kind === 'call' ? (
          <Form.Item name="call_id" label={t('users.call')} rules={[required]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={calls.isPending}
              options={(calls.data?.items ?? []).map((call) => ({ value: call.id, label: call.title }))}
            />
          </Form.Item>
        ) : null}
        {kind === 'organisation' ? (
          <Form.Item name="organisation_id" label={t('users.organisation')} rules={[required]}>
            <Select
              showSearch={{ filterOption: false, onSearch: setSearch }}
              loading={organisations.isPending}
              options={(organisations.data?.items ?? []).map((entry) => ({ value: entry.id, label: entry.name }))}
            />
          </Form.Item>
        ) : null}
      </div>
      <Button type="primary" htmlType="submit" loading={running}>
        {t('users.give')}
      </Button>
    </Form>
  );
}
