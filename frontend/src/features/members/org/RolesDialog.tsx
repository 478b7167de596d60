import { Checkbox } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { useTranslation } from '@/lib/i18n';
import { MEMBER_ROLES, type MemberView, updateMember } from './api';

/** The rights of one person: any of the three, at least one. */
export function RolesDialog({ id, member, onClose }: { id: string; member: MemberView; onClose: () => void }) {
  const { t } = useTranslation('members');
  const [roles, setRoles] = useState<string[]>(member.roles);
  return (
    <ActionDialog
      title={t('change')}
      resource={{ version: 0 }}
      config={{
        confirm: t('changeText', { name: member.name }),
        ready: roles.length > 0,
        fields: (
          <fieldset className="app-choices">
            <legend className="yc-visually-hidden">{t('roles')}</legend>
            {MEMBER_ROLES.map((role) => (
              <Checkbox
                key={role}
                checked={roles.includes(role)}
                onChange={(event) =>
                  setRoles(event.target.checked ? [...roles, role] : roles.filter((entry) => entry !== role))
                }
              >
                <span className="yc-strong">{t(`role.${role}`)}</span>
                <span className="yc-muted">
                  {t('common:colon')}
                  {t(`roleText.${role}`)}
                </span>
              </Checkbox>
            ))}
          </fieldset>
        ),
        run: () =>
          updateMember({ path: { id, user_id: member.user_id }, body: { roles: roles as MemberView['roles'] } }),
      }}
      onClose={onClose}
    />
  );
}
