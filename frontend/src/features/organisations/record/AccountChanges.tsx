import { useQuery } from '@tanstack/react-query';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import {
  type AccountChangeView,
  accountChangesOptions,
  cancelAccountChange,
  confirmAccountChange,
  exportAccountChanges,
  type OrganisationView,
} from './api';

/** Changes of the account: the one under way with its buttons, and those that came before. */
export function AccountChanges({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('record');
  const { data } = useQuery(accountChangesOptions(organisation.id));
  const changes = data?.items ?? [];
  if (changes.length === 0) return null;
  return (
    <Card
      title={t('change.title')}
      id="account-changes"
      extra={
        <ExportButton
          run={(options) => exportAccountChanges({ ...options, path: { id: organisation.id } })}
          filter={{}}
        />
      }
    >
      <ul className="app-plainlist app-stack">
        {changes.map((change) => (
          <li key={change.id}>
            <Change change={change} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Change({ change }: { change: AccountChangeView }) {
  const { t } = useTranslation('record');
  const path = { id: change.id };
  return (
    <section className="app-subcard" aria-label={t('change.of', { masked: change.account.masked_number })}>
      <p>
        <StatusTag machine="account_change" state={change.state} />{' '}
        {change.state === 'confirmed' && change.takes_effect_at ? (
          <span>
            {t('change.effect')} <DateTime value={change.takes_effect_at} />（<Countdown to={change.takes_effect_at} />
            ）
          </span>
        ) : null}
      </p>
      <Descriptions
        items={[
          { label: t('change.from'), value: change.previous?.masked_number },
          {
            label: t('change.to'),
            value: `${change.account.masked_number} · ${change.account.bank_name}`,
          },
          {
            label: t('change.requested'),
            value: (
              <>
                {change.requested_by.name} · <DateTime value={change.requested_at} />
              </>
            ),
          },
          {
            label: t('change.confirmed'),
            value: change.confirmed_by ? (
              <>
                {change.confirmed_by.name}（{enumLabel('confirmedAs', change.confirmed_as)}） ·{' '}
                <DateTime value={change.confirmed_at} />
              </>
            ) : null,
          },
          ...(change.activated_at
            ? [{ label: t('change.activated'), value: <DateTime value={change.activated_at} /> }]
            : []),
          ...(change.reason ? [{ label: t('change.reason'), value: change.reason }] : []),
        ]}
      />
      <ActionBar
        resource={change}
        machine="account_change"
        actions={{
          confirm: {
            primary: true,
            confirm: t('change.confirmText'),
            run: ({ headers }) => confirmAccountChange({ path, headers }),
          },
          cancel: {
            danger: true,
            reason: 'required',
            confirm: t('change.cancelText'),
            run: ({ headers, reason }) => cancelAccountChange({ path, headers, body: { reason } }),
          },
        }}
      />
    </section>
  );
}
