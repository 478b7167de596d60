import type { ReactNode } from 'react';
import { PageHeader } from '@/components/app/PageHeader';
import { TabLinks } from '@/components/app/TabLinks';
import { Icon } from '@/components/base/Icon';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import '@/styles/calls.css';
import type { CallView } from './api';

/** The parts of a call that are written: basics with dates, and the scheme. What approval would refuse stands above. */
export function EditorFrame({ call, children }: { call: CallView; children: ReactNode }) {
  const { t } = useTranslation('calls');
  const params = { id: call.id };
  return (
    <>
      <PageHeader
        title={t('staff.editTitle')}
        crumbs={[
          { label: t('staff.title'), to: '/app/staff/calls' },
          { label: call.title, to: '/app/staff/calls/$id', params },
        ]}
        tags={<StatusTag machine="call" state={call.state} />}
        meta={`${call.number} · ${call.title}`}
      />
      <TabLinks
        label={t('editor.parts')}
        tabs={[
          { to: '/app/staff/calls/$id/edit', params, label: t('editor.basics') },
          { to: '/app/staff/calls/$id/scheme', params, label: t('editor.scheme') },
        ]}
      />
      <Findings call={call} />
      {children}
    </>
  );
}

/** What keeps the call from being approved, so that nobody finds out at the director's desk. */
function Findings({ call }: { call: CallView }) {
  const { t } = useTranslation('calls');
  if (call.findings.length === 0) return null;
  return (
    <details className="app-note app-note--warning app-findings">
      <summary>
        <Icon name="warning" /> {t('editor.findings', { count: call.findings.length })}
      </summary>
      <ul className="yc-list">
        {call.findings.map((fault) => (
          <li key={`${fault.pointer} ${fault.code}`}>{faultText(fault)}</li>
        ))}
      </ul>
    </details>
  );
}
