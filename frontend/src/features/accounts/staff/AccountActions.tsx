import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { listUsersOptions } from '@/api/gen/@tanstack/react-query.gen';
import { disableAccount, enableAccount, joinAccounts, resetSecondFactor } from '@/api/gen/sdk.gen';
import type { UserView } from '@/api/gen/types.gen';
import { ActionDialog } from '@/components/app/ActionBar';
import { useTranslation } from '@/lib/i18n';

type Asked = 'disable' | 'enable' | 'join' | 'resetSecond';

/** What a security administrator does with somebody else's account. */
export function AccountActions({ user }: { user: UserView }) {
  const { t } = useTranslation('accounts');
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const path = { id: user.id };
  return (
    <div className="app-actions yc-no-print" role="group" aria-label={t('common:action.title')}>
      <div className="app-actions__buttons">
        {user.state === 'active' ? (
          <Button danger onClick={() => setAsked('disable')}>
            {t('users.disable')}
          </Button>
        ) : (
          <Button onClick={() => setAsked('enable')}>{t('users.enable')}</Button>
        )}
        <Button onClick={() => setAsked('join')}>{t('users.join')}</Button>
        {user.second_factor ? (
          <Button danger onClick={() => setAsked('resetSecond')}>
            {t('users.resetSecond')}
          </Button>
        ) : null}
      </div>
      {asked === 'disable' ? (
        <ActionDialog
          title={t('users.disable')}
          resource={user}
          config={{
            danger: true,
            reason: 'required',
            confirm: t('users.disableText', { name: user.name }),
            run: ({ headers, reason }) => disableAccount({ path, headers, body: { reason } }),
          }}
          onClose={close}
        />
      ) : null}
      {asked === 'enable' ? (
        <ActionDialog
          title={t('users.enable')}
          resource={user}
          config={{
            confirm: t('users.enableText', { name: user.name }),
            run: ({ headers }) => enableAccount({ path, headers }),
          }}
          onClose={close}
        />
      ) : null}
      {asked === 'resetSecond' ? (
        <ActionDialog
          title={t('users.resetSecond')}
          resource={user}
          config={{
            danger: true,
            reason: 'required',
            confirm: t('users.resetSecondText', { name: user.name }),
            run: ({ headers, reason }) => resetSecondFactor({ path, headers, body: { reason } }),
          }}
          onClose={close}
        />
      ) : null}
      {asked === 'join' ? <JoinDialog user={user} onClose={close} /> : null}
    </div>
  );
}

function JoinDialog({ user, onClose }: { user: UserView; onClose: () => void }) {
  const { t } = useTranslation('accounts');
  const [search, setSearch] = useState('');
  const [other, setOther] = useState<string | null>(null);
  const users = useQuery({ ...listUsersOptions({ query: search ? { q: search } : {} }) });
  const options = (users.data?.items ?? [])
    .filter((entry) => entry.id !== user.id)
    .map((entry) => ({ value: entry.id, label: `${entry.name} · ${entry.email}` }));
  return (
    <ActionDialog
      title={t('users.join')}
      resource={user}
      config={{
        danger: true,
        reason: 'required',
        ready: other !== null,
        confirm: t('users.joinText', { name: user.name }),
        fields: (
          <div className="app-field">
            <label htmlFor="join-other">{t('users.joinOther')}</label>
            <Select
              id="join-other"
              value={other}
              options={options}
              loading={users.isPending}
              showSearch={{ filterOption: false, onSearch: setSearch }}
              onChange={setOther}
              style={{ width: '100%' }}
            />
          </div>
        ),
        run: ({ headers, reason }) =>
          joinAccounts({ path: { id: user.id }, headers, body: { other_id: other ?? '', reason } }),
      }}
      onClose={onClose}
    />
  );
}
