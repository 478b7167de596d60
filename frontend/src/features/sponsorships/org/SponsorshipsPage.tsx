import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { applyFaults } from '@/components/app/forms';
import { OrganisationChooser } from '@/components/app/OwnOrganisation';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { allItems, tableOf } from '@/lib/keyset';
import { useSubmit } from '@/lib/submit';
import {
  agreeSponsorship,
  askSponsor,
  endSponsorship,
  exportSponsorships,
  organisationOptions,
  refuseSponsorship,
  type SponsorshipView,
  sponsorshipsOptions,
  withdrawSponsorship,
} from './api';
import '@/styles/members.css';

/** Who stands behind one's filed group, or which groups one's organisation stands behind. */
export function SponsorshipsPage({ id }: { id: string }) {
  const { t } = useTranslation('sponsorships');
  const organisation = useQuery(organisationOptions(id));
  const query = useInfiniteQuery(sponsorshipsOptions(id));
  const group = organisation.data?.kind === 'filed_group';
  const busy = allItems(query.data).some((row) => row.group.id === id && ['asked', 'agreed'].includes(row.state));
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(organisation.data ? { meta: organisation.data.name } : {})}
        extra={<OrganisationChooser chosen={id} />}
      />
      <p className="yc-note">{group ? t('groupHint') : t('sponsorHint')}</p>
      {group && !busy && !query.isPending ? <AskCard id={id} /> : null}
      <Card
        title={group ? t('ours') : t('theirs')}
        flush
        extra={<ExportButton run={(options) => exportSponsorships({ ...options, path: { id } })} filter={{}} />}
      >
        <DataTable
          caption={group ? t('ours') : t('theirs')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          empty={{ title: group ? t('noneOurs') : t('noneTheirs') }}
          columns={[
            {
              key: 'party',
              title: group ? t('sponsor') : t('group'),
              primary: true,
              render: (row) => (group ? row.sponsor.name : row.group.name),
            },
            {
              key: 'uscc',
              title: t('uscc'),
              nowrap: true,
              render: (row) => (group ? row.sponsor.uscc : row.group.uscc),
            },
            {
              key: 'state',
              title: t('state'),
              render: (row) => <StatusTag machine="sponsorship" state={row.state} />,
            },
            {
              key: 'asked',
              title: t('asked'),
              nowrap: true,
              render: (row) => <DateTime value={row.created_at} format="date" />,
            },
            { key: 'actions', title: t('actions'), render: (row) => <RowActions id={id} row={row} /> },
          ]}
          detail={(row) =>
            [row.message && t('said', { message: row.message }), row.reason && t('because', { reason: row.reason })]
              .filter(Boolean)
              .join(' ') || null
          }
        />
      </Card>
    </>
  );
}

function RowActions({ id, row }: { id: string; row: SponsorshipView }) {
  const { t } = useTranslation('sponsorships');
  const path = { id, sponsorship_id: row.id };
  const names = { group: row.group.name, sponsor: row.sponsor.name };
  return (
    <ActionBar
      resource={row}
      machine="sponsorship"
      none={<span className="yc-muted">—</span>}
      actions={{
        agree: {
          primary: true,
          confirm: t('agreeText', names),
          run: ({ headers }) => agreeSponsorship({ path, headers }),
        },
        refuse: {
          reason: 'required',
          confirm: t('refuseText', names),
          run: ({ headers, reason }) => refuseSponsorship({ path, headers, body: { reason } }),
        },
        withdraw: { confirm: t('withdrawText', names), run: ({ headers }) => withdrawSponsorship({ path, headers }) },
        end: {
          danger: true,
          reason: 'required',
          confirm: t('endText', names),
          run: ({ headers, reason }) => endSponsorship({ path, headers, body: { reason } }),
        },
      }}
    />
  );
}

function AskCard({ id }: { id: string }) {
  const { t } = useTranslation('sponsorships');
  const [form] = Form.useForm<{ sponsor_uscc: string; message?: string }>();
  const { message } = App.useApp();
  const { running, error, run } = useSubmit();
  const client = useQueryClient();
  const ask = (values: { sponsor_uscc: string; message?: string }) =>
    void run(async (key) => {
      try {
        await askSponsor({
          path: { id },
          headers: { 'Idempotency-Key': key },
          body: {
            sponsor_uscc: values.sponsor_uscc.trim(),
            ...(values.message?.trim() ? { message: values.message.trim() } : {}),
          },
        });
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
      void message.success(t('sent'));
      await client.invalidateQueries({ queryKey: sponsorshipsOptions(id).queryKey });
    });
  return (
    <Card title={t('ask')}>
      <Form name="form" form={form} layout="vertical" onFinish={ask} scrollToFirstError={{ focus: true }}>
        <ErrorSummary error={error} />
        <Form.Item
          name="sponsor_uscc"
          label={t('sponsorUscc')}
          extra={t('sponsorUsccHint')}
          rules={[
            { required: true, message: t('problems:fault.required') },
            { min: 18, message: t('problems:fault.length') },
          ]}
        >
          <Input
            maxLength={24}
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="characters"
            className="app-short"
          />
        </Form.Item>
        <Form.Item name="message" label={t('message')}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={running}>
          {t('askSubmit')}
        </Button>
      </Form>
    </Card>
  );
}
