import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { actionHeaders } from '@/api/client';
import { useTranslation } from '@/lib/i18n';
import { useSubmit } from '@/lib/submit';
import { type ExpertDetail, updateExpert } from '../api';
import { ExpertForm } from './ExpertForm';
import { cleaned, profileOf } from './profile';

/** Changes a record. `own`: by the expert, who no longer changes what was approved. */
export function EditExpert({ expert, own, onDone }: { expert: ExpertDetail; own: boolean; onDone: () => void }) {
  const { t } = useTranslation('experts');
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  const [profile, setProfile] = useState(() => profileOf(expert));
  const save = async () => {
    const done = await run(async (key) => {
      const headers = actionHeaders(expert, key);
      await updateExpert({ path: { id: expert.id }, headers, body: cleaned(profile) });
      await client.invalidateQueries();
    });
    if (done) onDone();
  };
  return (
    <ExpertForm
      profile={profile}
      onChange={setProfile}
      error={error}
      locked={own && (expert.state === 'approved' || expert.state === 'suspended')}
    >
      <Button type="primary" loading={running} onClick={() => void save()}>
        {t('common:save')}
      </Button>
      <Button disabled={running} onClick={onDone}>
        {t('common:cancel')}
      </Button>
    </ExpertForm>
  );
}
