import { App, Button, Form, Input } from 'antd';
import type { PasswordInput } from '@/api/gen/types.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { applyFaults } from '@/components/app/forms';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { roleLabel } from '@/lib/labels';
import { useGrantLabel } from '@/lib/scopes';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { changePassword } from '../api';
import { Delegation } from './Delegation';
import { EmailState } from './EmailState';
import { SecondFactorCard } from './SecondFactorCard';

export function AccountPage() {
  const { t } = useTranslation('accounts');
  const { user, expires_at } = useSession();
  const { scope } = useGrantLabel();
  return (
    <>
      <PageHeader title={t('me.title')} />
      <div className="app-columns">
        <div>
          <Card title={t('me.profile')}>
            <Descriptions
              items={[
                { label: t('register.name'), value: user.name },
                { label: t('login.email'), value: <EmailState email={user.email} verified={user.email_verified} /> },
                { label: t('me.sessionUntil'), value: <DateTime value={expires_at} /> },
              ]}
            />
          </Card>
          <Card title={t('me.grants')} flush>
            <DataTable
              caption={t('me.grants')}
              rows={user.grants}
              rowKey={(grant) => grant.id}
              empty={{ title: t('me.noGrants') }}
              columns={[
                { key: 'role', title: t('me.role'), primary: true, render: (grant) => roleLabel(grant.role) },
                {
                  key: 'scope',
                  title: t('me.scope'),
                  render: scope,
                },
                {
                  key: 'delegation',
                  title: t('second:delegation.title'),
                  render: (grant) => <Delegation user={user} grant={grant} />,
                },
              ]}
            />
          </Card>
        </div>
        <div>
          <SecondFactorCard />
          <Card title={t('me.password')}>
            <PasswordForm />
          </Card>
        </div>
      </div>
    </>
  );
}

function PasswordForm() {
  const { t } = useTranslation('accounts');
  const [form] = Form.useForm<PasswordInput>();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const required = { required: true, message: t('problems:fault.required') };
  return (
    <Form
      name="form"
      form={form}
      layout="vertical"
      onFinish={(values) =>
        void run(async () => {
          try {
            await changePassword(values);
          } catch (cause) {
            applyFaults(form, cause);
            throw cause;
          }
          form.resetFields();
          void message.success(t('me.passwordChanged'));
        })
      }
    >
      <ErrorSummary error={error} />
      <Form.Item name="current" label={t('me.currentPassword')} rules={[required]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new"
        label={t('me.newPassword')}
        extra={t('register.passwordHint')}
        rules={[required, { min: 10, message: t('register.passwordShort') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={running}>
        {t('me.changePassword')}
      </Button>
    </Form>
  );
}
