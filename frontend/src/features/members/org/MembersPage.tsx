import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { OrganisationChooser } from '@/components/app/OwnOrganisation';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { roleLabel } from '@/lib/labels';
import {
  exportMembers,
  leaveOrganisation,
  type MemberView,
  membersOptions,
  organisationOptions,
  removeMember,
} from './api';
import { Invitations } from './Invitations';
import { RolesDialog } from './RolesDialog';
import '@/styles/members.css';

type Asked = { what: 'roles' | 'remove' | 'leave'; member: MemberView };

/** Who belongs to the organisation with which rights, and who is invited. */
export function MembersPage({ id }: { id: string }) {
  const { t } = useTranslation('members');
  const organisation = useQuery(organisationOptions(id));
  const query = useQuery(membersOptions(id));
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = query.data?.items ?? [];
  const owner = rows.some((row) => row.is_me && row.roles.includes('applicant_owner'));
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(organisation.data ? { meta: organisation.data.name } : {})}
        extra={<OrganisationChooser chosen={id} />}
      />
      <Card
        title={t('people')}
        flush
        extra={<ExportButton run={(options) => exportMembers({ ...options, path: { id } })} filter={{}} />}
      >
        <DataTable
          caption={t('people')}
          rows={rows}
          rowKey={(row) => row.user_id}
          query={query}
          columns={[
            {
              key: 'name',
              title: t('name'),
              primary: true,
              render: (row) => (
                <>
                  {row.name} {row.is_me ? <Tag tone="neutral" text={t('me')} /> : null}
                </>
              ),
            },
            {
              key: 'email',
              title: t('email'),
              render: (row) => (
                <>
                  <span className="app-breakable">{row.email}</span>{' '}
                  {row.email_verified ? null : <Tag tone="waiting" icon="warning" text={t('unverified')} />}
                </>
              ),
            },
            {
              key: 'roles',
              title: t('roles'),
              render: (row) =>
                row.roles.map((role) => t(`role.${role}` as 'role.applicant_owner')).join(t('common:comma')),
            },
            {
              key: 'since',
              title: t('since'),
              nowrap: true,
              render: (row) => <DateTime value={row.since} format="date" />,
            },
            {
              key: 'actions',
              title: t('actions'),
              render: (row) => <Buttons row={row} owner={owner} onAsk={(what) => setAsked({ what, member: row })} />,
            },
          ]}
        />
      </Card>
      <Invitations id={id} owner={owner} />
      {asked?.what === 'roles' ? <RolesDialog id={id} member={asked.member} onClose={() => setAsked(null)} /> : null}
      {asked?.what === 'remove' ? <Remove id={id} member={asked.member} onClose={() => setAsked(null)} /> : null}
      {asked?.what === 'leave' ? <Leave id={id} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function Buttons({ row, owner, onAsk }: { row: MemberView; owner: boolean; onAsk: (what: Asked['what']) => void }) {
  const { t } = useTranslation('members');
  if (row.only_owner && (owner || row.is_me)) return <span className="yc-muted">{t('onlyOwner')}</span>;
  return (
    <span className="app-rowactions">
      {owner ? (
        <Button size="small" onClick={() => onAsk('roles')}>
          {t('change')}
          <span className="yc-visually-hidden">{row.name}</span>
        </Button>
      ) : null}
      {row.is_me ? (
        <Button size="small" danger onClick={() => onAsk('leave')}>
          {t('leave')}
        </Button>
      ) : owner ? (
        <Button size="small" danger onClick={() => onAsk('remove')}>
          {t('remove')}
          <span className="yc-visually-hidden">{row.name}</span>
        </Button>
      ) : null}
    </span>
  );
}

function Remove({ id, member, onClose }: { id: string; member: MemberView; onClose: () => void }) {
  const { t } = useTranslation('members');
  return (
    <ActionDialog
      title={t('remove')}
      resource={{ version: 0 }}
      config={{
        danger: true,
        confirm: t('removeText', { name: member.name, roles: member.roles.map(roleLabel).join(t('common:comma')) }),
        run: () => removeMember({ path: { id, user_id: member.user_id } }),
      }}
      onClose={onClose}
    />
  );
}

function Leave({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('members');
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('leave')}
      resource={{ version: 0 }}
      invalidate={[['session']]}
      config={{
        danger: true,
        confirm: t('leaveText'),
        run: ({ headers }) =>
          leaveOrganisation({ path: { id }, headers: { 'Idempotency-Key': headers['Idempotency-Key'] } }),
      }}
      onDone={() => void navigate({ to: '/app' })}
      onClose={onClose}
    />
  );
}
