import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { applyFaults } from '@/components/app/forms';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { useSubmit } from '@/lib/submit';
import {
  createInvitation,
  exportInvitations,
  type InvitationView,
  invitationsOptions,
  MEMBER_ROLES,
  type MemberRole,
  resendInvitation,
  revokeInvitation,
} from './api';

interface Values {
  email: string;
  role: MemberRole;
  message?: string;
}

/** Who was invited and who asks to be let in; the form for an owner. */
export function Invitations({ id, owner }: { id: string; owner: boolean }) {
  const { t } = useTranslation('members');
  const query = useInfiniteQuery(invitationsOptions(id));
  return (
    <>
      {owner ? <InviteCard id={id} /> : null}
      <Card
        title={t('invitations')}
        flush
        extra={<ExportButton run={(options) => exportInvitations({ ...options, path: { id } })} filter={{}} />}
      >
        <DataTable
          caption={t('invitations')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          empty={{ title: t('noInvitations'), ...(owner ? { text: t('noInvitationsHint') } : {}) }}
          columns={[
            {
              key: 'email',
              title: t('email'),
              primary: true,
              render: (row) => <span className="app-breakable">{row.email}</span>,
            },
            { key: 'role', title: t('roles'), render: (row) => t(`role.${row.role}` as 'role.applicant_owner') },
            { key: 'state', title: t('state'), render: (row) => <State row={row} /> },
            {
              key: 'when',
              title: t('validUntil'),
              nowrap: true,
              render: (row) =>
                row.expires_at ? (
                  <DateTime value={row.expires_at} />
                ) : (
                  <DateTime value={row.updated_at} format="date" />
                ),
            },
            { key: 'actions', title: t('actions'), render: (row) => <RowActions id={id} row={row} /> },
          ]}
          detail={(row) => (row.message ? t('said', { message: row.message }) : null)}
        />
      </Card>
    </>
  );
}

function State({ row }: { row: InvitationView }) {
  const { t } = useTranslation('members');
  if (row.expired) return <Tag tone="waiting" icon="clock" text={t('expired')} />;
  return <StatusTag machine="invitation" state={row.state} />;
}

function RowActions({ id, row }: { id: string; row: InvitationView }) {
  const { t } = useTranslation('members');
  const [role, setRole] = useState<MemberRole>('applicant_editor');
  const path = { id, invitation_id: row.id };
  return (
    <ActionBar
      resource={row}
      machine="invitation"
      none={<span className="yc-muted">—</span>}
      actions={{
        invite: {
          confirm: t('inviteText', { email: row.email }),
          fields: <RoleChoice value={role} onChange={setRole} />,
          run: ({ headers }) =>
            createInvitation({
              path: { id },
              headers: { 'Idempotency-Key': headers['Idempotency-Key'] },
              body: { email: row.email, role },
            }),
        },
        resend: {
          confirm: t('resendText', { email: row.email }),
          run: ({ headers }) => resendInvitation({ path, headers }),
        },
        revoke: {
          danger: true,
          label: row.state === 'requested' ? t('decline') : t('revoke'),
          confirm:
            row.state === 'requested' ? t('declineText', { email: row.email }) : t('revokeText', { email: row.email }),
          run: ({ headers }) => revokeInvitation({ path, headers }),
        },
      }}
    />
  );
}

function RoleChoice({ value, onChange }: { value: MemberRole; onChange: (role: MemberRole) => void }) {
  const { t } = useTranslation('members');
  return (
    <div className="app-field">
      <label htmlFor="invite-role">{t('roles')}</label>
      <PlainSelect
        id="invite-role"
        value={value}
        options={MEMBER_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        onChange={(role) => onChange((role ?? 'applicant_editor') as MemberRole)}
      />
    </div>
  );
}

function InviteCard({ id }: { id: string }) {
  const { t } = useTranslation('members');
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const client = useQueryClient();
  const chosen = Form.useWatch('role', form) ?? 'applicant_editor';
  const required = { required: true, message: t('problems:fault.required') };
  const invite = ({ email, role, message: said }: Values) =>
    void run(async (key) => {
      try {
        await createInvitation({
          path: { id },
          headers: { 'Idempotency-Key': key },
          body: { email: email.trim(), role, ...(said?.trim() ? { message: said.trim() } : {}) },
        });
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
      form.resetFields();
      void message.success(t('invited', { email: email.trim() }));
      await client.invalidateQueries({ queryKey: invitationsOptions(id).queryKey });
    });
  return (
    <Card title={t('invite')}>
      <p className="yc-muted">{t('inviteHint')}</p>
      <Form
        name="form"
        form={form}
        layout="vertical"
        initialValues={{ role: 'applicant_editor' }}
        onFinish={invite}
        scrollToFirstError={{ focus: true }}
      >
        <ErrorSummary error={error} />
        <div className="app-formgrid">
          <Form.Item
            name="email"
            label={t('email')}
            rules={[required, { type: 'email', message: t('problems:fault.invalid_email') }]}
          >
            <Input type="email" inputMode="email" autoComplete="off" maxLength={254} />
          </Form.Item>
          <Form.Item name="role" label={t('roles')} extra={t(`roleText.${chosen}`)} rules={[required]}>
            <PlainSelect options={MEMBER_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="message" label={t('message')}>
          <Input.TextArea rows={2} maxLength={300} placeholder={t('messageHint')} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={running}>
          {t('send')}
        </Button>
      </Form>
    </Card>
  );
}
