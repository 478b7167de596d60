import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { Card } from '@/components/app/Card';
import { applyFaults } from '@/components/app/forms';
import { PageHeader } from '@/components/app/PageHeader';
import { Countdown } from '@/components/base/Countdown';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Money } from '@/components/base/Money';
import { SchemeConditions } from '@/components/base/SchemeSummary';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { useOwnOrganisations } from '@/lib/own';
import { schemeOf } from '@/lib/scheme';
import { useSubmit } from '@/lib/submit';
import { createProposal, openCallsOptions, schemeCallOptions, verifiedOrganisationsOptions } from './api';

/** Choose an open call, then start a proposal in it. */
export function NewProposalPage({ callId }: { callId: string | undefined }) {
  const { t } = useTranslation('proposals');
  return (
    <>
      <PageHeader
        title={t('new.title')}
        crumbs={[
          { label: t('list.title'), to: '/app/org/proposals' },
          ...(callId ? [{ label: t('new.choose'), to: '/app/org/proposals/new' }] : []),
        ]}
      />
      {callId ? <Start key={callId} callId={callId} /> : <OpenCalls />}
    </>
  );
}

function OpenCalls() {
  const { t } = useTranslation('proposals');
  const query = useQuery(openCallsOptions);
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <Card>
        <EmptyState title={t('new.noCalls')} text={t('new.noCallsHint')}>
          <Link to="/calls" className="yc-btn">
            {t('new.allCalls')}
          </Link>
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      <p>{t('new.lead')}</p>
      {query.data.map((call) => (
        <Card
          key={call.id}
          title={call.title}
          extra={
            <Link
              to="/app/org/proposals/new"
              search={{ call_id: call.id }}
              className="yc-btn yc-btn--primary"
              aria-label={t('new.startIn', { call: call.title })}
            >
              {t('new.start')}
            </Link>
          }
        >
          <Descriptions
            columns={3}
            items={[
              { label: t('new.callNumber'), value: call.number },
              { label: t('new.host'), value: `${call.host_name} · ${call.area.name}` },
              { label: t('new.budget'), value: <Money value={call.budget} /> },
              { label: t('editor.deadline'), value: <DateTime value={call.closes_at} format="deadline" /> },
              { label: t('editor.left'), value: <Countdown to={call.closes_at} /> },
            ]}
          />
        </Card>
      ))}
    </>
  );
}

interface Values {
  organisation_id: string;
  title?: string;
}

function Start({ callId }: { callId: string }) {
  const { t } = useTranslation('proposals');
  const own = useOwnOrganisations();
  const call = useQuery(schemeCallOptions(callId));
  const verified = useQuery(verifiedOrganisationsOptions);
  const [form] = Form.useForm<Values>();
  const { running, error, run } = useSubmit();
  const navigate = useNavigate();
  const client = useQueryClient();
  if (call.isPending || verified.isPending) return <LoadingState />;
  if (call.isError || verified.isError) {
    return <ErrorState error={call.error ?? verified.error} onRetry={() => void call.refetch()} />;
  }
  const organisations = verified.data.items.filter((entry) => own.includes(entry.id));
  const scheme = schemeOf(call.data);
  return (
    <div className="app-columns">
      <Card title={t('new.start')}>
        {call.data.phase !== 'open' ? (
          <EmptyState title={t('new.closed')} />
        ) : organisations.length === 0 ? (
          <EmptyState title={t('new.noOrganisation')} text={t('new.noOrganisationHint')}>
            <Link to="/app/org/organisation" search={{}} className="yc-btn yc-btn--primary">
              {t('new.toOrganisation')}
            </Link>
          </EmptyState>
        ) : (
          <Form<Values>
            name="form"
            form={form}
            layout="vertical"
            initialValues={{ organisation_id: organisations[0]?.id }}
            onFinish={(values) =>
              void run(async (key) => {
                try {
                  const title = values.title?.trim();
                  const proposal = await createProposal(
                    { call_id: callId, organisation_id: values.organisation_id, ...(title ? { title } : {}) },
                    key,
                  );
                  await client.invalidateQueries();
                  await navigate({ to: '/app/org/proposals/$id', params: { id: proposal.id }, search: {} });
                } catch (cause) {
                  applyFaults(form, cause);
                  throw cause;
                }
              })
            }
          >
            <ErrorSummary error={error} />
            <Form.Item name="organisation_id" label={t('document.organisation')} rules={[{ required: true }]}>
              <Select options={organisations.map((entry) => ({ value: entry.id, label: entry.name }))} />
            </Form.Item>
            <Form.Item
              name="title"
              label={
                <>
                  {t('field.title')} <span className="yc-muted">({t('common:optional')})</span>
                </>
              }
              extra={t('new.titleHint')}
            >
              <Input maxLength={200} />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={running}>
              {t('new.create')}
            </Button>
          </Form>
        )}
      </Card>
      <Card title={call.data.title}>
        <Descriptions
          columns={1}
          items={[
            { label: t('new.callNumber'), value: call.data.number },
            { label: t('editor.deadline'), value: <DateTime value={call.data.closes_at} format="deadline" /> },
            { label: t('editor.left'), value: <Countdown to={call.data.closes_at} /> },
          ]}
        />
        <h3>{t('new.conditions')}</h3>
        <SchemeConditions scheme={scheme} />
      </Card>
    </div>
  );
}
