import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { exportUsers } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { FilterBar, SearchBox } from '@/components/base/FilterBar';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { roleLabel } from '@/lib/labels';
import { useGrantLabel } from '@/lib/scopes';
import { usersOptions } from './api';
import { ROLES, type UserFilter } from './filter';

export function UsersPage({ filter }: { filter: UserFilter }) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const { full } = useGrantLabel();
  const query = useInfiniteQuery(usersOptions(filter));
  return (
    <>
      <PageHeader title={t('users.title')} extra={<ExportButton run={exportUsers} filter={filter} />} />
      <FilterBar>
        <div className="app-inlinefield">
          <label htmlFor="role-filter">{t('me.role')}</label>
          <Select
            id="role-filter"
            allowClear
            value={filter.role ?? null}
            placeholder={t('common:all')}
            style={{ width: '14rem' }}
            options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
            onChange={(role) =>
              void navigate({
                to: '.',
                search: ((before: Record<string, unknown>) => ({ ...before, role: role ?? undefined })) as never,
              })
            }
          />
        </div>
        <SearchBox label={t('users.search')} placeholder={t('users.search')} value={filter.q} />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('users.title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'name',
              title: t('register.name'),
              primary: true,
              render: (row) => (
                <Link to="/app/admin/users/$id" params={{ id: row.id }} className="yc-link">
                  {row.name}
                </Link>
              ),
            },
            { key: 'email', title: t('login.email'), render: (row) => row.email },
            {
              key: 'grants',
              title: t('users.grants'),
              render: (row) =>
                row.grants.length > 0 ? (
                  <ul className="app-plainlist">
                    {row.grants.map((grant) => (
                      <li key={grant.id}>{full(grant)}</li>
                    ))}
                  </ul>
                ) : (
                  '—'
                ),
            },
            {
              key: 'state',
              title: t('users.state'),
              render: (row) =>
                row.state === 'active' ? (
                  <Tag tone="success" icon="check" text={t('users.active')} />
                ) : (
                  <Tag tone="ended" icon="ban" text={t('users.disabled')} />
                ),
            },
          ]}
        />
      </Card>
    </>
  );
}
