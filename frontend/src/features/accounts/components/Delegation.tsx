import { Button, Input } from 'antd';
import { useState } from 'react';
import { createDelegation, endDelegation } from '@/api/gen/sdk.gen';
import type { GrantView, UserView } from '@/api/gen/types.gen';
import { ActionDialog } from '@/components/app/ActionBar';
import { DateInput } from '@/components/app/DateInput';
import { FieldRow } from '@/components/app/FieldRow';
import { useTranslation } from '@/lib/i18n';

/** Roles whose absence stops the money; only these are lent. */
const LENT: readonly string[] = ['finance_checker', 'finance_approver', 'programme_director'];

/** What a role has to do with somebody else: it is lent to them, lent by them, or may be. */
export function Delegation({ user, grant }: { user: UserView; grant: GrantView }) {
  const { t } = useTranslation('second');
  const [asked, setAsked] = useState<'lend' | 'end' | null>(null);
  const lent = grant.delegated_to;
  const by = grant.delegated_by;
  if (!lent && !by && !LENT.includes(grant.role)) return null;
  const ending = lent?.id ?? grant.id;
  const text = lent
    ? t('delegation.to', { name: lent.person.name, until: lent.until })
    : by
      ? t('delegation.by', { name: by.name, until: grant.until })
      : null;
  return (
    <>
      {text ? <p>{text}</p> : null}
      <Button size="small" onClick={() => setAsked(text ? 'end' : 'lend')}>
        {t(lent ? 'delegation.takeBack' : by ? 'delegation.giveBack' : 'delegation.lend')}
      </Button>
      {asked === 'lend' ? <Lend user={user} grant={grant} onClose={() => setAsked(null)} /> : null}
      {asked === 'end' ? (
        <ActionDialog
          title={t(lent ? 'delegation.takeBack' : 'delegation.giveBack')}
          resource={user}
          config={{ confirm: text, run: () => endDelegation({ path: { id: ending } }) }}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

function Lend({ user, grant, onClose }: { user: UserView; grant: GrantView; onClose: () => void }) {
  const { t } = useTranslation('second');
  const [email, setEmail] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  return (
    <ActionDialog
      title={t('delegation.lend')}
      resource={user}
      config={{
        reason: 'required',
        ready: email.trim() !== '' && until !== null,
        confirm: t('delegation.text'),
        fields: (
          <>
            <FieldRow id="delegation-email" label={t('delegation.email')}>
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  value={email}
                  maxLength={254}
                  onChange={(event) => setEmail(event.target.value)}
                />
              )}
            </FieldRow>
            <FieldRow id="delegation-until" label={t('delegation.until')} hint={t('delegation.untilHint')}>
              {(control) => <DateInput {...control} value={until} onChange={setUntil} />}
            </FieldRow>
          </>
        ),
        run: ({ headers, reason }) =>
          createDelegation({ headers, body: { grant_id: grant.id, email: email.trim(), until: until ?? '', reason } }),
      }}
      onClose={onClose}
    />
  );
}
