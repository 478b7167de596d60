import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { FieldRow } from '@/components/app/FieldRow';
import { PageHeader } from '@/components/app/PageHeader';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { registerExpert } from '../api';
import { ExpertForm } from '../components/ExpertForm';
import { cleaned, emptyProfile } from '../components/profile';

/** An officer registers somebody; whoever registers does not approve. */
export function NewExpertPage() {
  const { t } = useTranslation('experts');
  const id = useId();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [email, setEmail] = useState('');
  const [profile, setProfile] = useState(emptyProfile);
  const register = () =>
    void run(async (key) => {
      const body = { email: email.trim(), profile: cleaned(profile) };
      const { data } = await registerExpert({ headers: { 'Idempotency-Key': key }, body });
      await client.invalidateQueries();
      await navigate({ to: '/app/staff/experts/$id', params: { id: data.id } });
    });
  return (
    <>
      <PageHeader title={t('new.title')} crumbs={[{ label: t('title'), to: '/app/staff/experts' }]} />
      <p>{t('new.text')}</p>
      <ExpertForm
        profile={profile}
        onChange={setProfile}
        error={error}
        before={
          <FieldRow id={`${id}-email`} label={t('email')} hint={t('new.emailHint')}>
            {(control) => (
              <Input
                {...control}
                type="email"
                maxLength={254}
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </FieldRow>
        }
      >
        <Button type="primary" loading={running} disabled={!email.includes('@')} onClick={register}>
          {t('new.register')}
        </Button>
      </ExpertForm>
    </>
  );
}
