import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { formOf } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, eventLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { copyForm, type FormView, formOptions } from './api';
import { FormBuilder } from './FormBuilder';
import { WholePreview } from './FormPreview';

/** One version of a form: the builder while it is one's own draft, otherwise what it says. */
export function FormPage({ id }: { id: string }) {
  const { t } = useTranslation('forms');
  const { data: form } = useSuspenseQuery(formOptions(id));
  const [done, setDone] = useState<Done | null>(null);
  return (
    <>
      <PageHeader
        title={form.title}
        crumbs={[{ label: t('list.title'), to: '/app/staff/forms' }]}
        tags={
          <>
            <StatusTag machine="form" state={form.state} />
            {form.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          </>
        }
        meta={`${enumLabel('form_purpose', form.purpose)} · ${form.area.name} · ${t('list.nth', { n: form.revision })}`}
        extra={<Copies form={form} />}
      />
      <DoneNotice done={done} />
      {form.editable ? (
        <FormBuilder
          key={id}
          form={form}
          onDone={(event) => setDone({ title: eventLabel(event, 'form'), reference: form.title })}
        />
      ) : (
        <>
          <Card>
            <p className="yc-note">
              <Icon name="lock" /> {t('view.readOnly')}
            </p>
            <Descriptions
              items={[
                {
                  label: t('view.published'),
                  value: form.published_at ? <DateTime value={form.published_at} /> : null,
                },
                { label: t('view.calls'), value: t('view.callsCount', { count: form.calls }) },
                { label: t('view.sha256'), value: <span className="app-mono">{form.sha256}</span>, wide: true },
                ...(form.copied_from
                  ? [
                      {
                        label: t('view.copiedFrom'),
                        value: (
                          <Link to="/app/staff/forms/$id" params={{ id: form.copied_from }} className="yc-link">
                            {t('view.openSource')}
                          </Link>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
          <Card title={t('view.preview')}>
            <WholePreview document={formOf(form)} />
          </Card>
        </>
      )}
    </>
  );
}

/** Goes on from this version: as the next one, or as a form of its own. */
function Copies({ form }: { form: FormView }) {
  const { t } = useTranslation('forms');
  const { user } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { running, error, run } = useSubmit();
  if (!hasRole(user.grants, 'programme_officer') || form.state === 'draft') return null;
  const copy = (next_version: boolean) =>
    void run(async (key) => {
      const { data } = await copyForm({
        path: { id: form.id },
        body: { next_version },
        headers: { 'Idempotency-Key': key },
      });
      await client.invalidateQueries();
      await navigate({ to: '/app/staff/forms/$id', params: { id: data.id } });
    });
  return (
    <>
      <ErrorSummary error={error} />
      {form.state === 'published' ? (
        <Button loading={running} onClick={() => copy(true)}>
          {t('view.nextVersion')}
        </Button>
      ) : null}
      <Button loading={running} onClick={() => copy(false)}>
        {t('view.copy')}
      </Button>
    </>
  );
}
