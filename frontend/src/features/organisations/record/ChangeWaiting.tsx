import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getVerificationOptions } from '@/api/gen/@tanstack/react-query.gen';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateTime } from '@/components/base/DateTime';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { type OrganisationView, ownVerificationsOptions, type VerificationSummary, withdrawVerification } from './api';
import { FieldName, FieldValue } from './fields';

/** The change that waits for an officer, or the last one that was sent back. */
export function ChangeWaiting({ organisation, staff = false }: { organisation: OrganisationView; staff?: boolean }) {
  const { data } = useQuery(ownVerificationsOptions(organisation.id));
  const last = data?.items.at(-1);
  if (!last || (last.state !== 'waiting' && last.state !== 'returned')) return null;
  return <Change summary={last} staff={staff} />;
}

function Change({ summary, staff }: { summary: VerificationSummary; staff: boolean }) {
  const { t } = useTranslation('record');
  const { data: change } = useQuery(getVerificationOptions({ path: { id: summary.id } }));
  if (!change) return null;
  return (
    <Card
      title={t('waiting.title')}
      extra={
        staff ? (
          <Link to="/app/staff/verifications/$id" params={{ id: change.id }} className="yc-link">
            {t('waiting.open')}
          </Link>
        ) : null
      }
    >
      <p>
        <StatusTag machine="verification" state={change.state} /> <DateTime value={change.submitted_at} />{' '}
        <span className="yc-muted">{change.state === 'waiting' ? t('waiting.hint') : t('waiting.returned')}</span>
      </p>
      <DataTable
        caption={t('waiting.title')}
        rows={change.fields}
        rowKey={(row) => row.field}
        detail={(row) => change.reasons.find((reason) => reason.field === row.field)?.reason ?? null}
        columns={[
          { key: 'field', title: t('field.name'), primary: true, render: (row) => <FieldName field={row.field} /> },
          {
            key: 'before',
            title: t('field.verified'),
            render: (row) => <FieldValue field={row.field} value={row.before} />,
          },
          {
            key: 'typed',
            title: t('field.wanted'),
            render: (row) => <FieldValue field={row.field} value={row.typed} />,
          },
        ]}
      />
      {staff ? null : (
        <ActionBar
          resource={change}
          machine="verification"
          actions={{
            withdraw: {
              confirm: t('waiting.withdrawText'),
              run: ({ headers }) => withdrawVerification({ path: { id: change.id }, headers }),
            },
          }}
        />
      )}
    </Card>
  );
}
