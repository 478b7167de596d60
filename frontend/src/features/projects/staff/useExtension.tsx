import { useId, useState } from 'react';
import type { ActionBarProps } from '@/components/app/ActionBar';
import { DateInput } from '@/components/app/DateInput';
import { DateTime } from '@/components/base/DateTime';
import { useTranslation } from '@/lib/i18n';
import { askExtension, grantExtension, type ProjectView, refuseExtension } from './api';

/** What can be done about the last day of signing: one person asks for a later one, another grants it or not. */
export function useExtension(project: ProjectView): ActionBarProps['actions'] {
  const { t } = useTranslation('projects');
  const [until, setUntil] = useState<string | null>(null);
  const id = useId();
  const path = { id: project.id };
  const asked = project.reservation?.extension;
  return {
    ask_extension: {
      reason: 'required',
      ready: until !== null,
      confirm: t('reservation.askText'),
      fields: (
        <div className="app-field">
          <label htmlFor={id}>{t('reservation.until')}</label>
          <DateInput id={id} value={until} onChange={setUntil} />
        </div>
      ),
      run: ({ headers, reason }) => askExtension({ path, headers, body: { until: until ?? '', reason } }),
    },
    grant_extension: {
      primary: true,
      confirm: asked ? (
        <>
          <p>
            {t('reservation.until')}
            {t('common:colon')}
            <DateTime value={asked.until} format="date" />
          </p>
          <p>{asked.reason}</p>
          <p className="yc-muted">{t('reservation.grantText')}</p>
        </>
      ) : null,
      run: ({ headers }) => grantExtension({ path, headers }),
    },
    refuse_extension: {
      reason: 'required',
      confirm: t('reservation.refuseText'),
      run: ({ headers, reason }) => refuseExtension({ path, headers, body: { reason } }),
    },
  };
}
