import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { PageHeader } from '@/components/app/PageHeader';
import { useTranslation } from '@/lib/i18n';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { ownExpertOptions, registerExpert } from '../api';
import { ExpertForm } from '../components/ExpertForm';
import { ExpertBody, ExpertTags } from '../components/ExpertView';
import { cleaned, emptyProfile } from '../components/profile';

/** The expert's own record: registered once, kept up to date, renewed every year. */
export function OwnExpertPage() {
  const { t } = useTranslation('experts');
  const { expert } = useSuspenseQuery(ownExpertOptions).data;
  if (!expert) return <Register />;
  return (
    <>
      <PageHeader title={t('own.title')} tags={<ExpertTags expert={expert} />} meta={expert.number} />
      <ExpertBody expert={expert} own mayEdit />
    </>
  );
}

function Register() {
  const { t } = useTranslation('experts');
  const { user } = useSession();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [profile, setProfile] = useState(() => ({ ...emptyProfile(), name: user.name }));
  const register = () =>
    void run(async (key) => {
      await registerExpert({ headers: { 'Idempotency-Key': key }, body: { profile: cleaned(profile) } });
      await client.invalidateQueries();
    });
  return (
    <>
      <PageHeader title={t('own.title')} meta={t('own.none')} />
      <p>{t('own.text')}</p>
      <ExpertForm profile={profile} onChange={setProfile} error={error}>
        <Button type="primary" loading={running} onClick={register}>
          {t('own.register')}
        </Button>
      </ExpertForm>
    </>
  );
}
