import { Button } from 'antd';
import { useState } from 'react';
import { sendVerificationMail } from '@/api/gen/sdk.gen';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import '@/styles/members.css';

/** The address of the account, whether it is verified, and the mail once more. */
export function EmailState({ email, verified }: { email: string; verified: boolean }) {
  const { t } = useTranslation('accounts');
  const { running, error, run } = useSubmit();
  const [sent, setSent] = useState(false);
  return (
    <>
      <span className="app-breakable">{email}</span>{' '}
      {verified ? (
        <Tag tone="success" icon="check" text={t('verify.yes')} />
      ) : (
        <Tag tone="waiting" icon="warning" text={t('verify.no')} />
      )}
      {verified ? null : (
        <span className="app-rowactions" role="status">
          {sent ? (
            t('verify.sent')
          ) : (
            <Button
              size="small"
              loading={running}
              onClick={() =>
                void run(async (key) => {
                  await sendVerificationMail({ headers: { 'Idempotency-Key': key } });
                  setSent(true);
                })
              }
            >
              {t('verify.send')}
            </Button>
          )}
        </span>
      )}
      <ErrorSummary error={error} />
    </>
  );
}
