import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { checkUsccOptions } from '@/api/gen/@tanstack/react-query.gen';
import { requestAccess } from '@/api/gen/sdk.gen';
import { FieldRow } from '@/components/app/FieldRow';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { checkUscc, normaliseUscc } from './uscc';

/** Said under the code as soon as it is complete: it is taken, and how to be let into that organisation. */
export function UsccTaken({ value }: { value: string | undefined }) {
  const { t } = useTranslation('members');
  const uscc = normaliseUscc(value ?? '');
  const complete = checkUscc(uscc).state === 'good';
  const { data } = useQuery({ ...checkUsccOptions({ query: { uscc } }), enabled: complete });
  if (!complete || !data?.taken) return null;
  return (
    <div className="yc-note yc-note--warning app-banner" role="status">
      <Icon name="info" />
      <div>
        <p className="app-banner__title">{data.own ? t('taken.own') : t('taken.title')}</p>
        {data.own ? null : <Ask key={uscc} uscc={uscc} />}
      </div>
    </div>
  );
}

function Ask({ uscc }: { uscc: string }) {
  const { t } = useTranslation('members');
  const { running, error, run } = useSubmit();
  const [said, setSaid] = useState('');
  const [done, setDone] = useState(false);
  if (done) return <p>{t('taken.done')}</p>;
  return (
    <>
      <p>{t('taken.text')}</p>
      <ErrorSummary error={error} />
      <FieldRow id="access-message" label={t('taken.message')} hint={t('taken.messageHint')}>
        {(props) => (
          <Input.TextArea
            {...props}
            rows={2}
            maxLength={300}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
        )}
      </FieldRow>
      <Button
        loading={running}
        disabled={said.trim().length < 2}
        onClick={() =>
          void run(async (key) => {
            await requestAccess({ headers: { 'Idempotency-Key': key }, body: { uscc, message: said.trim() } });
            setDone(true);
          })
        }
      >
        {t('taken.ask')}
      </Button>
    </>
  );
}
