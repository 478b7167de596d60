import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { decideDuplicate } from '@/api/gen/sdk.gen';
import type { DuplicateView } from '@/api/gen/types.gen';
import { ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useAreaName } from '@/lib/scopes';
import { useSession } from '@/lib/session';
import { type OrganisationView, organisationOptions } from './api';
import { duplicatesOptions, suspicionTone } from './duplicates';
import '@/styles/members.css';

/** Registrations that look like this one, side by side with it, and what was decided about them. */
export function DuplicatesPage({ id }: { id: string }) {
  const { t } = useTranslation('duplicates');
  const { data: organisation } = useSuspenseQuery(organisationOptions(id));
  const query = useQuery(duplicatesOptions(id));
  const areaName = useAreaName();
  const officer = hasRole(useSession().user.grants, 'programme_officer');
  const [asked, setAsked] = useState<{ verdict: 'same' | 'different'; other: DuplicateView } | null>(null);
  const open = ['draft', 'submitted', 'returned'].includes(organisation.state);
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ label: organisation.name, to: `/app/staff/organisations/${id}` }]}
        tags={<StatusTag machine="organisation" state={organisation.state} />}
        meta={organisation.uscc}
      />
      <Card title={t('this')}>
        <Descriptions
          items={[
            { label: t('name'), value: organisation.name },
            { label: t('area'), value: areaName(organisation.area_code) },
            { label: t('legal'), value: organisation.legal_representative },
            { label: t('phone'), value: organisation.contact_phone },
          ]}
        />
      </Card>
      <Card title={t('suspected')} flush>
        <DataTable
          caption={t('suspected')}
          rows={query.data?.items ?? []}
          rowKey={(row) => row.organisation_id}
          query={query}
          empty={{ title: t('none'), text: t('noneHint') }}
          columns={[
            { key: 'name', title: t('name'), primary: true, render: (row) => <Name row={row} /> },
            {
              key: 'suspicion',
              title: t('suspicion'),
              nowrap: true,
              render: (row) => <Tag tone={suspicionTone(row.suspicion)} text={enumLabel('suspicion', row.suspicion)} />,
            },
            {
              key: 'reasons',
              title: t('reasons'),
              render: (row) => row.reasons.map((reason) => enumLabel('duplicateKey', reason)).join(t('common:comma')),
            },
            { key: 'area', title: t('area'), render: (row) => areaName(row.area_code) },
            {
              key: 'people',
              title: t('legalPhone'),
              render: (row) =>
                row.reachable
                  ? [row.legal_representative, row.contact_phone].filter(Boolean).join(' · ') || '—'
                  : t('elsewhere'),
            },
            {
              key: 'state',
              title: t('state'),
              nowrap: true,
              render: (row) => <StatusTag machine="organisation" state={row.state} />,
            },
            ...(officer
              ? [
                  {
                    key: 'actions',
                    title: t('decide'),
                    render: (row: DuplicateView) => (
                      <span className="app-rowactions">
                        <Button size="small" onClick={() => setAsked({ verdict: 'different', other: row })}>
                          {t('different')}
                          <span className="yc-visually-hidden">{row.name}</span>
                        </Button>
                        {open && !['rejected', 'deregistered'].includes(row.state) ? (
                          <Button size="small" danger onClick={() => setAsked({ verdict: 'same', other: row })}>
                            {t('same')}
                            <span className="yc-visually-hidden">{row.name}</span>
                          </Button>
                        ) : null}
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      {(query.data?.decided.length ?? 0) > 0 ? (
        <Card title={t('decided')} flush>
          <DataTable
            caption={t('decided')}
            rows={query.data?.decided ?? []}
            rowKey={(row) => row.organisation_id}
            columns={[
              { key: 'name', title: t('name'), primary: true, render: (row) => row.name },
              {
                key: 'verdict',
                title: t('verdict'),
                render: (row) => (row.verdict === 'same' ? t('same') : t('different')),
              },
              { key: 'reason', title: t('reason'), render: (row) => row.reason },
              { key: 'at', title: t('decidedAt'), nowrap: true, render: (row) => <DateTime value={row.decided_at} /> },
            ]}
          />
        </Card>
      ) : null}
      {asked ? <Decide organisation={organisation} asked={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function Name({ row }: { row: DuplicateView }) {
  const text = (
    <>
      {row.name}
      <br />
      <span className="yc-muted">{row.uscc}</span>
    </>
  );
  if (!row.reachable) return text;
  return (
    <Link to="/app/staff/organisations/$id" params={{ id: row.organisation_id }} className="yc-link">
      {text}
    </Link>
  );
}

function Decide({
  organisation,
  asked: { verdict, other },
  onClose,
}: {
  organisation: OrganisationView;
  asked: { verdict: 'same' | 'different'; other: DuplicateView };
  onClose: () => void;
}) {
  const { t } = useTranslation('duplicates');
  return (
    <ActionDialog
      title={t(verdict)}
      resource={organisation}
      config={{
        danger: verdict === 'same',
        reason: 'required',
        confirm: t(verdict === 'same' ? 'sameText' : 'differentText', { name: other.name }),
        run: ({ headers, reason }) =>
          decideDuplicate({
            path: { id: organisation.id, other_id: other.organisation_id },
            headers,
            body: { verdict, reason },
          }),
      }}
      onClose={onClose}
    />
  );
}
