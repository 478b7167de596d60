import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Money } from '@/components/base/Money';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { confirmPaymentTiers, type TiersVersionView, tiersOptions } from './api';
import { TiersForm } from './TiersForm';

/** Which hands a payment needs from which sum on: in force, proposed, and before. */
export function TiersPage() {
  const { t } = useTranslation('payments');
  const { data } = useSuspenseQuery(tiersOptions());
  const { user } = useSession();
  const [writing, setWriting] = useState(false);
  const administrator = hasRole(user.grants, 'system_admin');
  return (
    <>
      <PageHeader
        title={t('tiers.title')}
        extra={
          administrator ? (
            <Button type="primary" onClick={() => setWriting(true)}>
              {t('tiers.propose')}
            </Button>
          ) : null
        }
      />
      <p>{t('tiers.lead')}</p>
      {data.proposed ? <Proposed version={data.proposed} mayConfirm={data.may_confirm} /> : null}
      <Version title={t('tiers.inForce')} version={data.in_force} />
      {data.earlier.map((version) => (
        <Version key={version.version} title={t('tiers.earlier')} version={version} />
      ))}
      {writing ? <TiersForm from={data.proposed ?? data.in_force} onClose={() => setWriting(false)} /> : null}
    </>
  );
}

function Version({ title, version }: { title: string; version: TiersVersionView }) {
  const { t } = useTranslation('payments');
  const name = version.version === 0 ? t('tiers.builtIn') : t('tiers.version', { version: version.version });
  return (
    <Card title={`${title} · ${name}`}>
      <Tiers version={version} />
    </Card>
  );
}

function Tiers({ version }: { version: TiersVersionView }) {
  const { t } = useTranslation('payments');
  const first = version.tiers[0];
  return (
    <>
      <DataTable
        caption={t('tiers.title')}
        rows={[{ from: null, hands: [] as string[] }, ...version.tiers]}
        rowKey={(row) => row.from ?? 'below'}
        columns={[
          {
            key: 'from',
            title: t('tiers.from'),
            primary: true,
            nowrap: true,
            render: (row) =>
              row.from ? <Money value={row.from} /> : t('tiers.below', { from: formatMoney(first?.from ?? '0.00') }),
          },
          {
            key: 'hands',
            title: t('tiers.hands'),
            render: (row) =>
              [t('tiers.threeHands'), ...row.hands.map((hand) => enumLabel('extraHand', hand))].join(t('common:comma')),
          },
        ]}
      />
      <Descriptions
        items={[
          { label: t('tiers.window'), value: `${version.window_days} ${t('tiers.days')}` },
          { label: t('tiers.countBy'), value: t(`tiers.countByName.${version.count_by}`) },
          ...(version.reason ? [{ label: t('tiers.reason'), value: version.reason, wide: true }] : []),
          ...(version.proposed_by
            ? [
                {
                  label: t('tiers.proposedBy'),
                  value: (
                    <>
                      {version.proposed_by.name} <DateTime value={version.proposed_at} />
                    </>
                  ),
                },
              ]
            : []),
          ...(version.confirmed_by
            ? [
                {
                  label: t('tiers.confirmedBy'),
                  value: (
                    <>
                      {version.confirmed_by.name} <DateTime value={version.confirmed_at} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function Proposed({ version, mayConfirm }: { version: TiersVersionView; mayConfirm: boolean }) {
  const { t } = useTranslation('payments');
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const confirm = () =>
    modal.confirm({
      title: t('tiers.confirm'),
      content: t('tiers.confirmText'),
      okText: t('tiers.confirm'),
      cancelText: t('common:back'),
      onOk: () =>
        run(async (key) => {
          await confirmPaymentTiers({ path: { version: version.version }, headers: { 'Idempotency-Key': key } });
          void message.success(t('tiers.confirmed'));
          await client.invalidateQueries({ queryKey: tiersOptions().queryKey });
        }),
    });
  return (
    <Card
      title={`${t('tiers.proposed')} · ${t('tiers.version', { version: version.version })}`}
      extra={
        mayConfirm ? (
          <Button type="primary" loading={running} onClick={confirm}>
            {t('tiers.confirm')}
          </Button>
        ) : null
      }
    >
      <ErrorSummary error={error} />
      <p className="yc-muted">{t('tiers.proposedText')}</p>
      <Tiers version={version} />
    </Card>
  );
}
