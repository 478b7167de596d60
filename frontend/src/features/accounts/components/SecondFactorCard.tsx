import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { getSecondFactorOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Card } from '@/components/app/Card';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { RemoveSecondFactor } from './RemoveSecondFactor';
import { SetUpSecondFactor } from './SetUpSecondFactor';

/** Below this many recovery codes the page says that new ones are due. */
const FEW = 3;

/** The second factor of one's own account: whether it is in force, setting it up, turning it off. */
export function SecondFactorCard() {
  const { t } = useTranslation('second');
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data } = useQuery(getSecondFactorOptions());
  const [asked, setAsked] = useState<'setUp' | 'remove' | null>(null);
  if (!data) return <Card title={t('title')}>…</Card>;
  const inForce = data.state === 'in_force';
  const close = async (done: boolean) => {
    setAsked(null);
    await client.invalidateQueries();
    if (done && asked === 'remove') void message.success(t('removed'));
  };
  return (
    <Card title={t('title')}>
      <p>
        {inForce ? (
          <Tag tone="success" icon="check" text={t('in_force')} />
        ) : (
          <Tag
            tone={data.demanded ? 'waiting' : 'neutral'}
            icon="lock"
            text={t(data.state === 'started' ? 'started' : 'none')}
          />
        )}
      </p>
      <p className="yc-muted">{t('lead')}</p>
      {data.demanded && !inForce ? (
        <p role="note">
          <strong>{t('demanded')}</strong>
        </p>
      ) : null}
      {inForce ? (
        <>
          <Descriptions
            columns={1}
            items={[
              { label: t('since'), value: <DateTime value={data.in_force_since} /> },
              { label: t('left'), value: String(data.recovery_codes_left) },
            ]}
          />
          {data.recovery_codes_left < FEW ? <p role="note">{t('leftLow')}</p> : null}
          <Button onClick={() => setAsked('remove')}>{t('remove')}</Button>
        </>
      ) : (
        <Button type="primary" onClick={() => setAsked('setUp')}>
          {t('setUp')}
        </Button>
      )}
      {asked === 'setUp' ? <SetUpSecondFactor onClose={() => void close(true)} /> : null}
      {asked === 'remove' ? <RemoveSecondFactor onClose={(done) => void close(done)} /> : null}
    </Card>
  );
}
