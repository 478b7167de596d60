import { Button } from 'antd';
import { useState } from 'react';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import type { ExpertDetail } from '../api';
import { EditExpert } from './EditExpert';
import { ExpertActions } from './ExpertActions';
import { ExpertRecord } from './ExpertRecord';

/** The state of a record in words, with why it came back. */
export function ExpertTags({ expert }: { expert: ExpertDetail }) {
  const { t } = useTranslation('experts');
  return (
    <>
      <StatusTag machine="expert" state={expert.state} />
      {expert.renewal_asked_at ? <span className="yc-muted">{t('renewalAsked')}</span> : null}
    </>
  );
}

/** A record with its actions; the form takes its place while it is changed. */
export function ExpertBody({ expert, own, mayEdit }: { expert: ExpertDetail; own: boolean; mayEdit: boolean }) {
  const { t } = useTranslation('experts');
  const [editing, setEditing] = useState(false);
  if (editing) return <EditExpert expert={expert} own={own} onDone={() => setEditing(false)} />;
  return (
    <>
      {expert.reason ? (
        <p className="yc-note yc-note--warning">
          {t('reason')}
          {t('common:colon')}
          {expert.reason}
        </p>
      ) : null}
      <ExpertActions expert={expert} />
      {mayEdit && expert.state !== 'submitted' ? (
        <div className="app-actions">
          <Button onClick={() => setEditing(true)}>{t('edit')}</Button>
        </div>
      ) : null}
      <ExpertRecord expert={expert} />
    </>
  );
}
